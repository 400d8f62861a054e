package io.sluice.operator.write;

/** What the first column of rows that are written tells, if it is none of the table's. */
public enum MarkKind {
  /** There is no such column. */
  NONE,
  /** A BOOLEAN: whether the row was changed. */
  CHANGED,
  /** A BOOLEAN: whether the row is to go. */
  REMOVED,
  /** An INTEGER: the place of a {@link RowFate}. */
  FATE
}
