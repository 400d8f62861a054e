package io.sluice.fuzz;

import static io.sluice.fuzz.Node.expression;

import io.sluice.fuzz.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Expressions over the columns of a scope. What the reference answers differently by decision is not made: division, which truncates whole numbers and fails for zero
 * here, and averages of decimals, which are decimals here.
 */
final class RandomExpressions {
  private static final List<String> COMPARISONS =
      List.of("=", "<>", "<", "<=", ">", ">=", "=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");

  private final Random random;
  private final RandomQueries queries;

  RandomExpressions(Random random, RandomQueries queries) {
    this.random = random;
    this.queries = queries;
  }

  Node any(ValueType type, Scope scope, int depth) {
    if (depth <= 0 || random.nextInt(4) == 0) {
      return leaf(type, scope);
    }
    if (random.nextInt(12) == 0) {
      return scalarQuery(type, scope, depth);
    }
    return switch (random.nextInt(10)) {
      case 0 ->
        expression(
            type,
            "CASE WHEN #0 THEN #1 ELSE #2 END",
            condition(scope, depth - 1),
            any(type, scope, depth - 1),
            any(type, scope, depth - 1));
      case 1 ->
        expression(
            type, "coalesce(#0, #1)", any(type, scope, depth - 1), any(type, scope, depth - 1));
      case 2 ->
        expression(
            type, "nullif(#0, #1)", any(type, scope, depth - 1), any(type, scope, depth - 1));
      default -> operation(type, scope, depth - 1);
    };
  }

  private Node leaf(ValueType type, Scope scope) {
    Column column = scope.pick(type, random);
    if (column != null && random.nextInt(6) != 0) {
      return column.node();
    }
    return expression(type, random.nextInt(10) == 0 ? type.nullLiteral() : type.literal(random));
  }

  private Node operation(ValueType type, Scope scope, int depth) {
    return switch (type) {
      case INTEGER -> integer(scope, depth);
      case DECIMAL, DOUBLE ->
        switch (random.nextInt(4)) {
          case 0 -> expression(type, "abs(#0)", any(type, scope, depth));
          case 1 -> expression(type, "-(#0)", any(type, scope, depth));
          default ->
            expression(
                type,
                random.nextBoolean() ? "(#0 + #1)" : "(#0 - #1)",
                any(type, scope, depth),
                any(type, scope, depth));
        };
      case TEXT -> text(scope, depth);
      case BOOLEAN -> condition(scope, depth);
      case DATE ->
        random.nextBoolean()
            ? expression(type, "CAST(#0 AS DATE)", any(ValueType.TIMESTAMP, scope, depth))
            : expression(
                type,
                random.nextBoolean()
                    ? "CAST(#0 + INTERVAL '1' MONTH AS DATE)"
                    : "CAST(#0 - INTERVAL '3' DAY AS DATE)",
                any(type, scope, depth));
      case TIMESTAMP ->
        random.nextBoolean()
            ? expression(type, "CAST(#0 AS TIMESTAMP)", any(ValueType.DATE, scope, depth))
            : expression(type, "(#0 + INTERVAL '2' HOUR)", any(type, scope, depth));
    };
  }

  private Node integer(Scope scope, int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> expression(ValueType.INTEGER, "abs(#0)", any(ValueType.INTEGER, scope, depth));
      case 1 -> expression(ValueType.INTEGER, "length(#0)", any(ValueType.TEXT, scope, depth));
      case 2 ->
        expression(ValueType.INTEGER, "extract(YEAR FROM #0)", any(ValueType.DATE, scope, depth));
      case 3 ->
        expression(
            ValueType.INTEGER, "extract(MINUTE FROM #0)", any(ValueType.TIMESTAMP, scope, depth));
      case 4 -> expression(ValueType.INTEGER, "(#0 % 3)", any(ValueType.INTEGER, scope, depth));
      case 5 ->
        expression(
            ValueType.INTEGER,
            "(#0 * #1)",
            leaf(ValueType.INTEGER, scope),
            leaf(ValueType.INTEGER, scope));
      default ->
        expression(
            ValueType.INTEGER,
            random.nextBoolean() ? "(#0 + #1)" : "(#0 - #1)",
            any(ValueType.INTEGER, scope, depth),
            any(ValueType.INTEGER, scope, depth));
    };
  }

  private Node text(Scope scope, int depth) {
    Node text = any(ValueType.TEXT, scope, depth);
    return switch (random.nextInt(6)) {
      case 0 -> expression(ValueType.TEXT, "upper(#0)", text);
      case 1 -> expression(ValueType.TEXT, "lower(#0)", text);
      case 2 -> expression(ValueType.TEXT, "substring(#0, 1, 1)", text);
      case 3 ->
        expression(ValueType.TEXT, "replace(#0, 'a', #1)", text, leaf(ValueType.TEXT, scope));
      case 4 ->
        expression(ValueType.TEXT, "CAST(#0 AS VARCHAR)", any(ValueType.INTEGER, scope, depth));
      default -> expression(ValueType.TEXT, "(#0 || #1)", text, leaf(ValueType.TEXT, scope));
    };
  }

  /** A condition, with sub-queries among others. */
  Node condition(Scope scope, int depth) {
    if (depth <= 0) {
      return comparison(scope, 0);
    }
    return switch (random.nextInt(14)) {
      case 0, 1 ->
        expression(
            ValueType.BOOLEAN,
            "(#0 AND #1)",
            condition(scope, depth - 1),
            condition(scope, depth - 1));
      case 2, 3 ->
        expression(
            ValueType.BOOLEAN,
            "(#0 OR #1)",
            condition(scope, depth - 1),
            condition(scope, depth - 1));
      case 4 -> expression(ValueType.BOOLEAN, "NOT (#0)", condition(scope, depth - 1));
      case 5 -> nullTest(scope, depth - 1);
      case 6 -> membership(scope, depth - 1);
      case 7 -> leaf(ValueType.BOOLEAN, scope);
      case 8 -> inQuery(scope, depth);
      case 9 -> exists(scope, depth);
      case 10 -> quantified(scope, depth);
      default -> comparison(scope, depth - 1);
    };
  }

  private Node comparison(Scope scope, int depth) {
    ValueType type = ValueType.any(random);
    String operator = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    return expression(
        ValueType.BOOLEAN,
        "(#0 " + operator + " #1)",
        any(type, scope, depth),
        any(type, scope, depth));
  }

  private Node nullTest(Scope scope, int depth) {
    if (random.nextInt(3) == 0) {
      return expression(
          ValueType.BOOLEAN,
          random.nextBoolean() ? "(#0 IS TRUE)" : "(#0 IS NOT FALSE)",
          condition(scope, depth));
    }
    return expression(
        ValueType.BOOLEAN,
        random.nextBoolean() ? "(#0 IS NULL)" : "(#0 IS NOT NULL)",
        any(ValueType.any(random), scope, depth));
  }

  private Node membership(Scope scope, int depth) {
    ValueType type = ValueType.any(random);
    Node value = any(type, scope, depth);
    String not = random.nextBoolean() ? "" : "NOT ";
    if (type == ValueType.TEXT && random.nextBoolean()) {
      String pattern = List.of("'a%'", "'%b'", "'_'", "'%'").get(random.nextInt(4));
      return expression(ValueType.BOOLEAN, "(#0 " + not + "LIKE " + pattern + ")", value);
    }
    if (random.nextBoolean()) {
      return expression(
          ValueType.BOOLEAN,
          "(#0 " + not + "BETWEEN #1 AND #2)",
          value,
          leaf(type, scope),
          leaf(type, scope));
    }
    List<Node> elements = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      elements.add(leaf(type, scope));
    }
    return expression(ValueType.BOOLEAN, "(#0 " + not + "IN (#1))", value, Node.list(elements));
  }

  private Node inQuery(Scope scope, int depth) {
    ValueType type = ValueType.any(random);
    return expression(
        ValueType.BOOLEAN,
        random.nextBoolean() ? "(#0 IN (#1))" : "(#0 NOT IN (#1))",
        any(type, scope, depth - 1),
        queries.subQuery(List.of(type), scope, depth - 1));
  }

  private Node exists(Scope scope, int depth) {
    return expression(
        ValueType.BOOLEAN,
        random.nextBoolean() ? "EXISTS (#0)" : "NOT EXISTS (#0)",
        queries.subQuery(List.of(ValueType.any(random)), scope, depth - 1));
  }

  private Node quantified(Scope scope, int depth) {
    ValueType type = ValueType.any(random);
    String operator = COMPARISONS.get(random.nextInt(6));
    return expression(
        ValueType.BOOLEAN,
        "(#0 " + operator + (random.nextBoolean() ? " ANY (#1))" : " ALL (#1))"),
        leaf(type, scope),
        queries.subQuery(List.of(type), scope, depth - 1));
  }

  /** A sub-query of exactly one row. */
  private Node scalarQuery(ValueType type, Scope scope, int depth) {
    return expression(type, "(#0)", queries.oneRow(type, scope, depth - 1));
  }

  /** An aggregate call of a type over expressions of a scope. */
  Node aggregate(ValueType type, Scope scope, int depth) {
    Node filter = random.nextInt(6) == 0
        ? Node.optional(" FILTER (WHERE #0)", condition(scope, Math.min(depth, 1)))
        : Node.EMPTY;
    if (type == ValueType.INTEGER) {
      ValueType argument = ValueType.any(random);
      switch (random.nextInt(4)) {
        case 0:
          return expression(type, "count(*)#0", filter);
        case 1:
          return expression(type, "count(#0)#1", any(argument, scope, depth), filter);
        case 2:
          return expression(type, "count(DISTINCT #0)#1", any(argument, scope, depth), filter);
        default:
      }
    }
    if (type.isNumeric() && random.nextBoolean()) {
      String distinct = random.nextInt(4) == 0 ? "DISTINCT " : "";
      return expression(type, "sum(" + distinct + "#0)#1", any(type, scope, depth), filter);
    }
    if (type == ValueType.DOUBLE && random.nextBoolean()) {
      return expression(type, "avg(#0)#1", any(ValueType.INTEGER, scope, depth), filter);
    }
    if (type == ValueType.BOOLEAN) {
      return expression(
          type,
          random.nextBoolean() ? "bool_and(#0)#1" : "bool_or(#0)#1",
          any(type, scope, depth),
          filter);
    }
    return expression(
        type, random.nextBoolean() ? "min(#0)#1" : "max(#0)#1", any(type, scope, depth), filter);
  }

  /** A window function of a type whose value does not depend on the order of equal rows. */
  Node window(ValueType type, Scope scope) {
    Node partition =
        random.nextBoolean() ? Node.optional("PARTITION BY #0", column(scope)) : Node.EMPTY;
    String keys = String.join(", ", scope.rowKeys().stream().map(Column::sql).toList());
    boolean isTotal = !keys.isEmpty() && random.nextBoolean();
    Node order = isTotal
        ? Node.of(" ORDER BY #0" + direction() + ", " + keys, column(scope))
        : Node.of(" ORDER BY #0" + direction(), column(scope));
    if (type == ValueType.INTEGER && random.nextBoolean()) {
      String function = isTotal
          ? List.of("row_number()", "rank()", "ntile(3)").get(random.nextInt(3))
          : random.nextBoolean() ? "rank()" : "dense_rank()";
      return expression(type, function + " OVER (#0#1)", partition, order);
    }
    if (isTotal && random.nextInt(3) == 0) {
      String function = List.of(
              "lag(#2)", "lead(#2)", "lag(#2, 2)", "first_value(#2)", "last_value(#2)")
          .get(random.nextInt(5));
      return expression(type, function + " OVER (#0#1)", partition, order, any(type, scope, 1));
    }
    Node frame = frame(isTotal);
    return expression(
        type,
        aggregateName(type) + "(#2) OVER (#0#1#3)",
        partition,
        order,
        any(type, scope, 1),
        frame);
  }

  private String aggregateName(ValueType type) {
    List<String> names = type.isNumeric() ? List.of("sum", "min", "max") : List.of("min", "max");
    return names.get(random.nextInt(names.size()));
  }

  private Node frame(boolean isTotal) {
    List<String> frames = isTotal
        ? List.of(
            " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
            " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
            " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING")
        : List.of(
            " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW",
            " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
    return random.nextBoolean()
        ? Node.EMPTY
        : Node.optional(frames.get(random.nextInt(frames.size())));
  }

  private String direction() {
    return List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST").get(random.nextInt(4));
  }

  /** A column of the scope itself, whatever its type. */
  Node column(Scope scope) {
    return scope.columns().get(random.nextInt(scope.columns().size())).node();
  }
}
