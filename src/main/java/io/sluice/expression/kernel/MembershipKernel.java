package io.sluice.expression.kernel;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import org.jspecify.annotations.Nullable;

/** Whether a value is in a fixed set. */
public final class MembershipKernel implements SelectionKernel {
  private final @Nullable LongKeys keys;
  private final LongSet longs;
  private final BytesSet strings;

  private MembershipKernel(@Nullable LongKeys keys, long[] longs, byte[][] strings) {
    this.keys = keys;
    this.longs = new LongSet(longs);
    this.strings = new BytesSet(strings);
  }

  /** For values with {@link LongKeys}, given as their keys. */
  public static MembershipKernel ofKeys(LongKeys keys, long[] values) {
    return new MembershipKernel(keys, values, new byte[0][]);
  }

  /** For INTEGER and DATE. */
  public static MembershipKernel ofInts(long[] values) {
    return new MembershipKernel(null, values, new byte[0][]);
  }

  /** For VARCHAR. */
  public static MembershipKernel ofBytes(byte[][] values) {
    return new MembershipKernel(null, new long[0], values);
  }

  @Override
  public int select(KernelInput input, int[] output) {
    FlatVector source = input.argument(0);
    int[] rows = input.rows();
    int count = input.count();
    if (source instanceof BytesVector bytes) {
      return select(bytes.data(), bytes.offsets(), rows, count, output);
    }
    if (keys == null) {
      return select(((IntVector) source).values(), rows, count, output);
    }
    return select(keys.keys(source, rows, count), rows, count, output);
  }

  private int select(long[] values, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[selected] = row;
      selected += longs.contains(values[row]) ? 1 : 0;
    }
    return selected;
  }

  private int select(int[] values, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[selected] = row;
      selected += longs.contains(values[row]) ? 1 : 0;
    }
    return selected;
  }

  private int select(byte[] data, int[] offsets, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[selected] = row;
      int from = offsets[row];
      selected += strings.contains(data, from, offsets[row + 1] - from) ? 1 : 0;
    }
    return selected;
  }
}
