package io.sluice.sql.grammar;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Operators that the dialect has beside the standard's. They only stand between parser and analysis, which puts functions in their place. */
public final class DialectOperators {
  /** Above those of multiplication. */
  private static final int POWER_PRECEDENCE = 70;

  /** Below those of addition, above the operators between two operands that are. */
  private static final int PREFIX_PRECEDENCE = 38;

  private static final int MULTIPLICATION_PRECEDENCE = 60;

  /** Below those of addition, above comparisons. */
  private static final int OTHER_PRECEDENCE = 36;

  /** That of {@code x[1]}. */
  private static final int ITEM_PRECEDENCE = 100;

  /** That of UNION. */
  private static final int SET_PRECEDENCE = 12;

  public static final SqlBinaryOperator POWER = operator("^", POWER_PRECEDENCE);
  public static final SqlBinaryOperator INTEGER_DIVIDE = operator("//", MULTIPLICATION_PRECEDENCE);
  public static final SqlBinaryOperator SHIFT_LEFT = operator("<<", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator SHIFT_RIGHT = operator(">>", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator BIT_AND = operator("&", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator BIT_OR = operator("|", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator JSON_VALUE = operator("->", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator JSON_TEXT = operator("->>", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator STARTS_WITH = operator("^@", OTHER_PRECEDENCE);

  /** The standard's, with the precedence that PostgreSQL gives it: {@code 'a' || 1 + 2} is {@code 'a3'}. */
  public static final SqlBinaryOperator CONCAT = new SqlBinaryOperator(
      SqlStdOperatorTable.CONCAT.getName(),
      SqlStdOperatorTable.CONCAT.getKind(),
      OTHER_PRECEDENCE,
      true,
      SqlStdOperatorTable.CONCAT.getReturnTypeInference(),
      SqlStdOperatorTable.CONCAT.getOperandTypeInference(),
      SqlStdOperatorTable.CONCAT.getOperandTypeChecker());

  /** Operators of two lists. */
  public static final SqlBinaryOperator LISTS_OVERLAP = operator("&&", OTHER_PRECEDENCE);

  public static final SqlBinaryOperator LIST_HAS = operator("@>", OTHER_PRECEDENCE);
  public static final SqlBinaryOperator IS_IN_LIST = operator("<@", OTHER_PRECEDENCE);

  /** Above arithmetic, as in PostgreSQL. */
  public static final SqlBinaryOperator AT_TIME_ZONE = operator("AT TIME ZONE", 80);

  /** {@code x[a:b]} with a row of both bounds on its right side. */
  public static final SqlBinaryOperator SLICE = operator("SLICE", ITEM_PRECEDENCE);

  /** {@code ~x}. */
  public static final SqlPrefixOperator BIT_NOT = prefix("~");

  /** {@code @x}. */
  public static final SqlPrefixOperator ABSOLUTE = prefix("@");

  /** As LIKE. */
  public static final SqlBinaryOperator GLOB = operator("GLOB", 32);

  public static final SqlBinaryOperator NOT_GLOB = operator("NOT GLOB", 32);

  /** Unites columns that have one name, and fills those up that a side does not have. */
  public static final SqlSetOperator UNION_BY_NAME =
      new SqlSetOperator("UNION BY NAME", SqlKind.UNION, SET_PRECEDENCE, false);

  public static final SqlSetOperator UNION_ALL_BY_NAME =
      new SqlSetOperator("UNION ALL BY NAME", SqlKind.UNION, SET_PRECEDENCE, true);

  /** {@code value IN list}: as LIKE. */
  public static final SqlBinaryOperator IN_LIST = operator("IN LIST", 32);

  public static final SqlBinaryOperator NOT_IN_LIST = operator("NOT IN LIST", 32);

  private DialectOperators() {}

  private static SqlPrefixOperator prefix(String name) {
    return new SqlPrefixOperator(name, SqlKind.OTHER, PREFIX_PRECEDENCE, null, null, null);
  }

  private static SqlBinaryOperator operator(String name, int precedence) {
    return new SqlBinaryOperator(name, SqlKind.OTHER, precedence, true, null, null, null);
  }
}
