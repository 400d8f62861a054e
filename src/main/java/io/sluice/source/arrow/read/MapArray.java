package io.sluice.source.arrow.read;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.type.MapType;
import io.sluice.type.ValueBytes;
import io.sluice.type.ValueWriter;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps. A key that is NULL or stands there twice is an error. */
final class MapArray extends ArrowArray {
  private final Offsets offsets;
  private final ArrowArray keys;
  private final ArrowArray values;

  MapArray(
      ArrowField field,
      int length,
      @Nullable ByteBuffer validity,
      Offsets offsets,
      ArrowArray keys,
      ArrowArray values) {
    super(field, length, validity);
    this.offsets = offsets;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public long bytes(int from, int count) {
    int begin = offsets.get(from);
    int size = offsets.get(from + count) - begin;
    return super.bytes(from, count) + 2 * (keys.bytes(begin, size) + values.bytes(begin, size));
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    BytesVector vector = (BytesVector) target;
    MapType type = (MapType) field().type();
    int begin = offsets.get(from);
    int size = offsets.get(from + count) - begin;
    FlatVector keyValues = FlatVector.create(type.key(), size);
    keys.readFlat(keyValues, begin, size);
    FlatVector partValues = FlatVector.create(type.value(), size);
    values.readFlat(partValues, begin, size);
    ValueWriter writer = new ValueWriter();
    Set<ByteBuffer> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      if (isNull(from + i)) {
        vector.writeEmpty(i);
        continue;
      }
      writer.reset();
      seen.clear();
      int end = offsets.get(from + i + 1) - begin;
      for (int entry = offsets.get(from + i) - begin; entry < end; entry++) {
        Object key = keyValues.value(entry);
        if (key == null || !seen.add(ByteBuffer.wrap(ValueBytes.encode(type.key(), key)))) {
          throw invalid(
              from + i, key == null ? "has a key that is NULL" : "has a key that stands twice");
        }
        writer.writePart(type.key(), key);
        writer.writePart(type.value(), partValues.value(entry));
      }
      writer.end();
      vector.write(i, writer.bytes(), 0, writer.length());
    }
  }
}
