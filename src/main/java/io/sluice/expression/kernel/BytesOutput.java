package io.sluice.expression.kernel;

import io.sluice.column.BytesVector;
import io.sluice.column.Vector;

/** Writes VARCHAR results at ascending rows and leaves the rows in between empty. */
public final class BytesOutput {
  private final BytesVector vector;
  private int next;
  private int end;

  public BytesOutput(BytesVector vector) {
    this.vector = vector;
  }

  public void write(int row, byte[] source, int from, int count) {
    fillTo(row);
    vector.write(row, source, from, count);
    next = row + 1;
  }

  /** Writes the same row of a vector, NULL or not. */
  public void copy(int row, Vector source) {
    if (source.isNull(row)) {
      vector.setNull(row);
      return;
    }
    BytesVector bytes = (BytesVector) source.flat();
    int from = bytes.offsets()[source.flatRow(row)];
    int to = bytes.offsets()[source.flatRow(row) + 1];
    write(row, bytes.data(), from, to - from);
  }

  /** Goes on behind a row that was written to the vector itself; the rows before it must be finished. */
  public void written(int row) {
    next = row + 1;
  }

  /** Begins a value that is written in pieces. */
  public void begin(int row) {
    fillTo(row);
    next = row;
    end = vector.offsets()[row];
  }

  /** Writes a piece of the value that was begun. */
  public void append(byte[] source, int from, int count) {
    vector.ensureDataCapacity((long) end + count);
    System.arraycopy(source, from, vector.data(), end, count);
    end += count;
  }

  /** Ends the value that was begun. */
  public void end() {
    next++;
    vector.offsets()[next] = end;
  }

  /** Leaves the rows from the last one written to the length empty. */
  public void finish(int length) {
    fillTo(length);
  }

  private void fillTo(int row) {
    while (next < row) {
      vector.writeEmpty(next++);
    }
  }
}
