package io.sluice.expression;

/** One key of an order: {@code number@0 ASC NULLS LAST}. */
public record SortField(PhysicalExpression expression, boolean descending, boolean nullsFirst) {
  @Override
  public String toString() {
    return expression
        + (descending ? " DESC" : " ASC")
        + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
  }
}
