package io.sluice.source.arrow.read;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** UUIDs, 16 bytes big-endian. */
final class UuidArray extends ArrowArray {
  private final ByteBuffer values;

  UuidArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    Decimal128Vector uuids = (Decimal128Vector) target;
    for (int i = 0; i < count; i++) {
      int at = (from + i) * field().width();
      uuids.high()[i] = Long.reverseBytes(values.getLong(at)) ^ Long.MIN_VALUE;
      uuids.low()[i] = Long.reverseBytes(values.getLong(at + Long.BYTES));
    }
  }
}
