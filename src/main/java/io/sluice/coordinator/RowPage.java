package io.sluice.coordinator;

import io.sluice.column.RecordBatch;

/** Collects some rows of a result. For one page; one call at a time. */
interface RowPage {
  /**
   * Takes rows of a batch, which is free again afterwards.
   *
   * @param from the first of the rows that count
   * @param count how many there are from there on, at least 1
   * @return how many were taken: fewer when the page is full
   * @throws io.sluice.error.SluiceException of code RESULT_TOO_LARGE
   */
  int append(RecordBatch batch, int from, int count);

  /** Whether no other row fits. */
  boolean isFull();

  int rowCount();
}
