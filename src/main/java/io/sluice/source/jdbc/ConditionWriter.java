package io.sluice.source.jdbc;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LocatedExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes conditions in a database's SQL, as far as they mean the same there. What it writes holds for every row for which the conditions hold; whether it holds for
 * no other row either, {@link #isExact} tells. No condition is written below a NOT, so that one which holds for more rows stays one.
 */
final class ConditionWriter {
  private static final int MAX_PARAMETERS = 10_000;
  private static final long MICROS_PER_DAY = Duration.ofDays(1).toNanos() / 1000;
  private static final long NANOS_PER_DAY = Duration.ofDays(1).toNanos();

  private final JdbcDialect dialect;
  private final JdbcRelation relation;
  private final List<JdbcColumn> columns;
  private final List<String> sql = new ArrayList<>();
  private final List<Literal> parameters = new ArrayList<>();
  private boolean isExact = true;

  /** A condition with the values of its parameters. */
  private record Condition(String sql, List<Literal> parameters, boolean isExact) {}

  ConditionWriter(JdbcDialect dialect, JdbcRelation relation, List<JdbcColumn> columns) {
    this.dialect = dialect;
    this.relation = relation;
    this.columns = columns;
  }

  /** Joins a condition over the columns of the table to the others by AND, or what can be written of it. */
  void add(PhysicalExpression expression) {
    Condition condition = write(expression);
    if (condition == null || parameters.size() + condition.parameters().size() > MAX_PARAMETERS) {
      isExact = false;
      return;
    }
    sql.add(condition.sql());
    parameters.addAll(condition.parameters());
    isExact &= condition.isExact();
  }

  /** Conditions to be joined by AND. */
  List<String> sql() {
    return sql;
  }

  List<Literal> parameters() {
    return parameters;
  }

  /** Whether what was written holds for exactly the rows for which what was added holds. */
  boolean isExact() {
    return isExact;
  }

  private @Nullable Condition write(PhysicalExpression expression) {
    if (expression instanceof LocatedExpression located) {
      return write(located.expression());
    }
    if (expression instanceof LogicalExpression logical) {
      return write(logical);
    }
    if (expression instanceof ComparisonExpression comparison) {
      return write(comparison);
    }
    if (expression instanceof InListExpression in) {
      return write(in);
    }
    if (expression instanceof IsNullExpression isNull) {
      JdbcColumn column = column(isNull.operand());
      return column == null
          ? null
          : new Condition(
              name(column) + (isNull.negated() ? " IS NOT NULL" : " IS NULL"), List.of(), true);
    }
    if (expression instanceof NotExpression not) {
      return writeFlag(not.operand(), false);
    }
    return writeFlag(expression, true);
  }

  private @Nullable Condition writeFlag(PhysicalExpression expression, boolean value) {
    JdbcColumn column = column(expression);
    return column == null || column.field().type().kind() != TypeKind.BOOLEAN
        ? null
        : new Condition(name(column) + " = " + (value ? "TRUE" : "FALSE"), List.of(), true);
  }

  private @Nullable Condition write(LogicalExpression logical) {
    boolean isAnd = logical.operator() == LogicalOperator.AND;
    List<String> written = new ArrayList<>();
    List<Literal> values = new ArrayList<>();
    boolean areExact = true;
    for (PhysicalExpression operand : logical.operands()) {
      Condition condition = write(operand);
      if (condition == null) {
        if (!isAnd) {
          return null;
        }
        areExact = false;
        continue;
      }
      written.add(condition.sql());
      values.addAll(condition.parameters());
      areExact &= condition.isExact();
    }
    return written.isEmpty()
        ? null
        : new Condition(
            "(" + String.join(isAnd ? " AND " : " OR ", written) + ")", values, areExact);
  }

  private @Nullable Condition write(ComparisonExpression comparison) {
    JdbcColumn column = column(comparison.left());
    Literal value = literal(comparison.right());
    ComparisonOperator operator = comparison.operator();
    if (column == null || value == null) {
      column = column(comparison.right());
      value = literal(comparison.left());
      operator = turned(operator);
    }
    String symbol = symbol(operator);
    if (column == null
        || value == null
        || symbol == null
        || !isComparable(column, value, operator)) {
      return null;
    }
    return new Condition(name(column) + symbol + "?", List.of(value), !isText(column));
  }

  private static ComparisonOperator turned(ComparisonOperator operator) {
    return switch (operator) {
      case LESS -> ComparisonOperator.GREATER;
      case LESS_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
      case GREATER -> ComparisonOperator.LESS;
      case GREATER_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
      default -> operator;
    };
  }

  private static @Nullable String symbol(ComparisonOperator operator) {
    return switch (operator) {
      case EQUAL -> " = ";
      case NOT_EQUAL -> " <> ";
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
      case GREATER -> " > ";
      case GREATER_OR_EQUAL -> " >= ";
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> null;
    };
  }

  private @Nullable Condition write(InListExpression in) {
    JdbcColumn column = column(in.operand());
    ComparisonOperator operator =
        in.negated() ? ComparisonOperator.NOT_EQUAL : ComparisonOperator.EQUAL;
    if (column == null
        || in.values().isEmpty()
        || in.values().size() > MAX_PARAMETERS
        || !in.values().stream().allMatch(value -> isComparable(column, value, operator))) {
      return null;
    }
    String marks = String.join(", ", Collections.nCopies(in.values().size(), "?"));
    return new Condition(
        name(column) + (in.negated() ? " NOT IN (" : " IN (") + marks + ")",
        in.values(),
        !isText(column));
  }

  private @Nullable JdbcColumn column(PhysicalExpression expression) {
    if (expression instanceof LocatedExpression located) {
      return column(located.expression());
    }
    return expression instanceof ColumnExpression column
            && columns.get(column.index()).isSupported()
        ? columns.get(column.index())
        : null;
  }

  private static @Nullable Literal literal(PhysicalExpression expression) {
    if (expression instanceof LocatedExpression located) {
      return literal(located.expression());
    }
    return expression instanceof LiteralExpression literal ? literal.literal() : null;
  }

  private String name(JdbcColumn column) {
    return relation.quoted(column.name());
  }

  private static boolean isText(JdbcColumn column) {
    return column.field().type().kind() == TypeKind.VARCHAR;
  }

  /** Whether the database compares a column with a value as the engine does. */
  private boolean isComparable(JdbcColumn column, Literal value, ComparisonOperator operator) {
    TypeKind kind = column.field().type().kind();
    Object constant = value.value();
    if (constant == null || value.type().kind() != kind || !column.isExact()) {
      return false;
    }
    boolean isEquality = operator == ComparisonOperator.EQUAL;
    return switch (kind) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
      case BOOLEAN, UUID -> isEquality;
      case DATE -> JdbcDialect.isPushedDay((Integer) constant);
      case TIMESTAMP, TIMESTAMP_TZ ->
        JdbcDialect.isPushedDay(Math.floorDiv((Long) constant, MICROS_PER_DAY));
      case TIMESTAMP_NANOS ->
        JdbcDialect.isPushedDay(Math.floorDiv((Long) constant, NANOS_PER_DAY));
      // Collations may hold more texts for equal, and order them in another way.
      case VARCHAR ->
        isEquality && dialect.comparesTexts(column.typeName()) && isAscii((String) constant);
      default -> false;
    };
  }

  /** Other characters may be missing in the database's encoding. */
  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > 0 && c < 128);
  }
}
