package io.sluice.source.arrow.read;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.type.ValueWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of several fields. */
final class StructArray extends ArrowArray {
  private final List<ArrowArray> fields;

  StructArray(
      ArrowField field, int length, @Nullable ByteBuffer validity, List<ArrowArray> fields) {
    super(field, length, validity);
    this.fields = List.copyOf(fields);
  }

  List<ArrowArray> fields() {
    return fields;
  }

  @Override
  public long bytes(int from, int count) {
    long bytes = super.bytes(from, count);
    for (ArrowArray part : fields) {
      bytes += 2 * part.bytes(from, count);
    }
    return bytes;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    BytesVector vector = (BytesVector) target;
    FlatVector[] parts = new FlatVector[fields.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = FlatVector.create(fields.get(i).field().type(), count);
      fields.get(i).readFlat(parts[i], from, count);
    }
    ValueWriter writer = new ValueWriter();
    for (int i = 0; i < count; i++) {
      if (isNull(from + i)) {
        vector.writeEmpty(i);
        continue;
      }
      writer.reset();
      for (FlatVector part : parts) {
        writer.writePart(part.type(), part.value(i));
      }
      vector.write(i, writer.bytes(), 0, writer.length());
    }
  }
}
