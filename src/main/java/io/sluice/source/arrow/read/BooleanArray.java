package io.sluice.source.arrow.read;

import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bits. */
final class BooleanArray extends ArrowArray {
  private final ByteBuffer bits;

  BooleanArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer bits) {
    super(field, length, validity);
    this.bits = bits;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    BitReader.read(bits, from, count, ((BooleanVector) target).words());
  }
}
