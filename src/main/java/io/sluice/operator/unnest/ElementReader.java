package io.sluice.operator.unnest;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BytesVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.ValueReader;
import java.util.List;

/** Reads the elements of one collection, row after row, into columns of a batch. Owned by one driver. */
final class ElementReader {
  private final List<DataType> partTypes;
  private final int firstColumn;
  private final ValueReader reader = new ValueReader();
  private boolean isInRow;

  /**
   * Makes a reader.
   *
   * @param partTypes of an element
   * @param firstColumn where the first part of an element goes
   */
  ElementReader(List<DataType> partTypes, int firstColumn) {
    this.partTypes = partTypes;
    this.firstColumn = firstColumn;
  }

  /** Begins with the first element of a row. */
  void begin(Vector collections, int row) {
    isInRow = !collections.isNull(row);
    if (isInRow) {
      BytesVector values = (BytesVector) collections.flat();
      reader.reset(values.data(), values.offsets()[collections.flatRow(row)]);
    }
  }

  /** Goes to the next element; false behind the last one. */
  boolean advance() {
    isInRow = isInRow && reader.hasNext();
    return isInRow;
  }

  /** Appends the element that {@link #advance} found, NULLs if it found none. */
  void append(BatchBuilder output) {
    for (int i = 0; i < partTypes.size(); i++) {
      output
          .column(firstColumn + i)
          .appendValue(isInRow ? reader.readPart(partTypes.get(i)) : null);
    }
  }
}
