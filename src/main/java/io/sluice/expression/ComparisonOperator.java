package io.sluice.expression;

/** The operators that compare two values of one type. */
public enum ComparisonOperator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  IS_DISTINCT_FROM("IS DISTINCT FROM"),
  IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM");

  private final String symbol;

  ComparisonOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in SQL and in plans. */
  public String symbol() {
    return symbol;
  }
}
