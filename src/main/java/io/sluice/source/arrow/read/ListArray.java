package io.sluice.source.arrow.read;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import io.sluice.type.ValueWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lists of any length or of one. */
final class ListArray extends ArrowArray {
  private final Offsets offsets;
  private final ArrowArray elements;

  ListArray(
      ArrowField field,
      int length,
      @Nullable ByteBuffer validity,
      Offsets offsets,
      ArrowArray elements) {
    super(field, length, validity);
    this.offsets = offsets;
    this.elements = elements;
  }

  @Override
  public long bytes(int from, int count) {
    int begin = offsets.get(from);
    return super.bytes(from, count) + 2 * elements.bytes(begin, offsets.get(from + count) - begin);
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    BytesVector vector = (BytesVector) target;
    DataType type = elements.field().type();
    int begin = offsets.get(from);
    int size = offsets.get(from + count) - begin;
    FlatVector values = FlatVector.create(type, size);
    elements.readFlat(values, begin, size);
    ValueWriter writer = new ValueWriter();
    for (int i = 0; i < count; i++) {
      if (isNull(from + i)) {
        vector.writeEmpty(i);
        continue;
      }
      writer.reset();
      int end = offsets.get(from + i + 1) - begin;
      for (int element = offsets.get(from + i) - begin; element < end; element++) {
        writer.writePart(type, values.value(element));
      }
      writer.end();
      vector.write(i, writer.bytes(), 0, writer.length());
    }
  }
}
