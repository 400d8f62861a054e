package io.sluice.operator.write;

/** What becomes of a row of a MERGE, by its place here. */
public enum RowFate {
  KEPT,
  /** It is new or has new values. */
  WRITTEN,
  REMOVED,
  /** Several rows of the source would change or remove it. */
  DISPUTED,
  /** A clause says that there must be no such row. */
  REFUSED
}
