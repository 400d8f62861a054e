package io.sluice.source.arrow.read;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes of one length. */
final class FixedBytesArray extends ArrowArray {
  private final ByteBuffer values;

  FixedBytesArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  @Override
  public long bytes(int from, int count) {
    return (long) count * (Integer.BYTES + field().width());
  }

  @Override
  @SuppressWarnings("ByteBufferBackingArray") // Buffers are whole arrays.
  void readValues(FlatVector target, int from, int count) {
    BytesVector vector = (BytesVector) target;
    int width = field().width();
    vector.ensureDataCapacity((long) width * count);
    System.arraycopy(values.array(), from * width, vector.data(), 0, width * count);
    for (int i = 1; i <= count; i++) {
      vector.offsets()[i] = i * width;
    }
  }
}
