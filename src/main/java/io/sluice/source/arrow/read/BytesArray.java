package io.sluice.source.arrow.read;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Texts or bytes of variable length. */
final class BytesArray extends ArrowArray {
  private final Offsets offsets;
  private final byte[] data;

  // Buffers are whole arrays.
  @SuppressWarnings("ByteBufferBackingArray")
  BytesArray(
      ArrowField field,
      int length,
      @Nullable ByteBuffer validity,
      ByteBuffer offsets,
      ByteBuffer data) {
    super(field, length, validity);
    this.data = data.array();
    this.offsets = Offsets.of(offsets, field.width(), length, this.data.length);
  }

  @Override
  public long bytes(int from, int count) {
    return (long) Integer.BYTES * count + offsets.get(from + count) - offsets.get(from);
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    if (count == 0) {
      return;
    }
    BytesVector vector = (BytesVector) target;
    int begin = offsets.get(from);
    int size = offsets.get(from + count) - begin;
    vector.ensureDataCapacity(size);
    System.arraycopy(data, begin, vector.data(), 0, size);
    int[] ends = vector.offsets();
    for (int i = 1; i <= count; i++) {
      ends[i] = offsets.get(from + i) - begin;
    }
    if (field().type().kind() == TypeKind.VARCHAR && !isAscii(begin, begin + size)) {
      checkText(from, count);
    }
  }

  private boolean isAscii(int from, int to) {
    byte seen = 0;
    for (int i = from; i < to; i++) {
      seen |= data[i];
    }
    return seen >= 0;
  }

  private void checkText(int from, int count) {
    for (int row = from; row < from + count; row++) {
      int begin = offsets.get(row);
      int size = offsets.get(row + 1) - begin;
      if (!isNull(row) && !UnsafeByteOperations.unsafeWrap(data, begin, size).isValidUtf8()) {
        throw invalid(row, "is not UTF-8");
      }
    }
  }
}
