package io.sluice.expression;

/** The operators between two numbers. */
public enum ArithmeticOperator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  MODULO("%");

  private final String symbol;

  ArithmeticOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in SQL and in plans. */
  public String symbol() {
    return symbol;
  }
}
