package io.sluice.expression;

/** The connectives of conditions, in three-valued logic. */
public enum LogicalOperator {
  AND("AND"),
  OR("OR");

  private final String symbol;

  LogicalOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in SQL and in plans. */
  public String symbol() {
    return symbol;
  }
}
