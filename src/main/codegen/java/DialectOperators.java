package io.sluice.sql.grammar;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;

/** Operators that the dialect has beside the standard's. They only stand between parser and analysis, which puts functions in their place. */
public final class DialectOperators {
  /** Above those of multiplication. */
  private static final int POWER_PRECEDENCE = 70;

  private static final int MULTIPLICATION_PRECEDENCE = 60;

  /** Below those of addition, above comparisons. */
  private static final int OTHER_PRECEDENCE = 38;

  /** That of {@code x[1]}. */
  private static final int ITEM_PRECEDENCE = 100;

  public static final SqlBinaryOperator POWER = operator("^", POWER_PRECEDENCE);
  public static final SqlBinaryOperator INTEGER_DIVIDE = operator("//", MULTIPLICATION_PRECEDENCE);
  public static final SqlBinaryOperator SHIFT_LEFT = operator("<<", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator SHIFT_RIGHT = operator(">>", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator BIT_AND = operator("&", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator BIT_OR = operator("|", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator JSON_VALUE = operator("->", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator JSON_TEXT = operator("->>", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator STARTS_WITH = operator("^@", OTHER_PRECEDENCE);

  /** {@code x[a:b]} with a row of both bounds on its right side. */
  public static final SqlBinaryOperator SLICE = operator("SLICE", ITEM_PRECEDENCE);

  private DialectOperators() {}

  private static SqlBinaryOperator operator(String name, int precedence) {
    return new SqlBinaryOperator(name, SqlKind.OTHER, precedence, true, null, null, null);
  }
}
