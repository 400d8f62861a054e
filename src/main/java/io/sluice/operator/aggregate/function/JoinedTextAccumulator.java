package io.sluice.operator.aggregate.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** All texts of a group one after the other, between two of them the separator of the second one's row. A text that is NULL is left out. */
final class JoinedTextAccumulator extends CollectingAccumulator {
  private final boolean hasSeparator;
  private final byte[] defaultSeparator;
  private byte[] joined = new byte[64];

  JoinedTextAccumulator(boolean hasSeparator, String defaultSeparator, MemoryReservation memory) {
    super(Collections.nCopies(hasSeparator ? 2 : 1, DataType.VARCHAR), false, memory);
    this.hasSeparator = hasSeparator;
    this.defaultSeparator = defaultSeparator.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    int length = 0;
    boolean isFirst = true;
    for (int i = 0; i < slices.count(group); i++) {
      int row = slices.row(group, i);
      if (columns[0].isNull(row) || hasSeparator && columns[1].isNull(row)) {
        continue;
      }
      if (!isFirst) {
        if (!hasSeparator) {
          length = append(length, defaultSeparator, 0, defaultSeparator.length);
        } else {
          length = append(length, (BytesVector) columns[1], row);
        }
      }
      length = append(length, (BytesVector) columns[0], row);
      isFirst = false;
    }
    if (isFirst) {
      target.appendNull();
    } else {
      ((BytesVector) target).append(joined, 0, length);
    }
  }

  private int append(int length, BytesVector texts, int row) {
    int start = texts.offsets()[row];
    return append(length, texts.data(), start, texts.offsets()[row + 1] - start);
  }

  private int append(int length, byte[] source, int from, int count) {
    if (length + count > joined.length) {
      byte[] grown = new byte[Math.max(length + count, joined.length * 2)];
      System.arraycopy(joined, 0, grown, 0, length);
      joined = grown;
    }
    System.arraycopy(source, from, joined, length, count);
    return length + count;
  }
}
