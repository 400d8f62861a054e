package io.sluice.fuzz;

import static io.sluice.fuzz.Node.expression;

import io.sluice.fuzz.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Expressions over the columns of a scope. What the reference answers differently by decision is not made: division, which truncates whole numbers and fails for zero
 * here.
 */
final class RandomExpressions {
  private static final List<String> COMPARISONS =
      List.of("=", "<>", "<", "<=", ">", ">=", "=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");

  private final Random random;
  private final RandomQueries queries;

  /** The reference compares sub-queries within aggregates of correlated sub-queries wrongly. */
  private boolean isInAggregate;

  /** Where the reference takes scalar sub-queries of correlated sub-queries wrongly: a set operation gets rows that one of its queries does not have, and an empty list of NOT IN is taken for one with NULL. */
  private boolean isWithoutScalarQueries;

  RandomExpressions(Random random, RandomQueries queries) {
    this.random = random;
    this.queries = queries;
  }

  Node any(ValueType type, Scope scope, int depth) {
    if (depth <= 0 || random.nextInt(4) == 0) {
      return leaf(type, scope);
    }
    if (random.nextInt(12) == 0 && !isInAggregate && !isWithoutScalarQueries) {
      return scalarQuery(type, scope, depth);
    }
    return switch (random.nextInt(12)) {
      case 10 ->
        expression(
            type,
            random.nextBoolean() ? "greatest(#0, #1)" : "least(#0, #1)",
            any(type, scope, depth - 1),
            any(type, scope, depth - 1));
      case 11 -> simpleCase(type, scope, depth - 1);
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

  private Node simpleCase(ValueType type, Scope scope, int depth) {
    ValueType value = ValueType.any(random);
    return expression(
        type,
        "CASE #0 WHEN #1 THEN #2 WHEN #3 THEN #4 END",
        any(value, scope, depth),
        leaf(value, scope),
        any(type, scope, depth),
        leaf(value, scope),
        leaf(type, scope));
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
        switch (random.nextInt(7)) {
          case 4 -> converted(type, scope, depth);
          case 5 ->
            expression(
                type,
                type == ValueType.DOUBLE ? "(#0 * #1)" : "CAST(#0 * #1 AS DECIMAL(10, 2))",
                leaf(type, scope),
                leaf(type, scope));
          case 6 ->
            expression(
                type,
                type == ValueType.DOUBLE
                    ? List.of("floor(#0)", "ceil(#0)", "round(#0)", "sqrt(abs(#0))", "sign(#0)")
                        .get(random.nextInt(3))
                    : List.of(
                            "CAST(round(#0, 1) AS DECIMAL(10, 2))",
                            "CAST(floor(#0) AS DECIMAL(10, 2))")
                        .get(random.nextInt(2)),
                any(type, scope, depth));
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
        random.nextInt(3) == 0
            ? expression(type, "CAST(#0 AS DATE)", any(ValueType.TIMESTAMP, scope, depth))
            : expression(
                type,
                List.of(
                        "CAST(#0 + INTERVAL '1' MONTH AS DATE)",
                        "CAST(#0 - INTERVAL '3' DAY AS DATE)",
                        "CAST(date_trunc('month', #0) AS DATE)",
                        "last_day(#0)",
                        "(#0 + 1)")
                    .get(random.nextInt(5)),
                any(type, scope, depth));
      case TIMESTAMP ->
        random.nextInt(3) == 0
            ? expression(type, "CAST(#0 AS TIMESTAMP)", any(ValueType.DATE, scope, depth))
            : expression(
                type,
                List.of(
                        "(#0 + INTERVAL '2' HOUR)",
                        "date_trunc('hour', #0)",
                        "(#0 - INTERVAL '1' MONTH)")
                    .get(random.nextInt(3)),
                any(type, scope, depth));
    };
  }

  private Node converted(ValueType type, Scope scope, int depth) {
    ValueType from =
        List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE).get(random.nextInt(3));
    return expression(type, "CAST(#0 AS " + type.sqlName() + ")", any(from, scope, depth));
  }

  private Node integer(Scope scope, int depth) {
    return switch (random.nextInt(13)) {
      case 8 -> converted(ValueType.INTEGER, scope, depth);
      case 9 ->
        expression(ValueType.INTEGER, "CAST(#0 AS INTEGER)", any(ValueType.BOOLEAN, scope, depth));
      case 10 ->
        expression(
            ValueType.INTEGER,
            "extract(" + List.of("MONTH", "DAY", "QUARTER", "DOY").get(random.nextInt(4))
                + " FROM #0)",
            any(ValueType.DATE, scope, depth));
      case 11 ->
        expression(ValueType.INTEGER, "position('b' IN #0)", any(ValueType.TEXT, scope, depth));
      case 12 ->
        expression(
            ValueType.INTEGER,
            "(#0 - #1)",
            any(ValueType.DATE, scope, depth),
            leaf(ValueType.DATE, scope));
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
    return switch (random.nextInt(13)) {
      case 6 -> {
        ValueType from = ValueType.any(random);
        yield expression(ValueType.TEXT, "CAST(#0 AS VARCHAR)", any(from, scope, depth));
      }
      case 7 -> expression(ValueType.TEXT, "trim(#0)", text);
      case 8 ->
        expression(
            ValueType.TEXT,
            random.nextBoolean() ? "left(#0, #1)" : "right(#0, #1)",
            text,
            leaf(ValueType.INTEGER, scope));
      case 9 -> expression(ValueType.TEXT, "reverse(#0)", text);
      case 10 -> expression(ValueType.TEXT, "lpad(#0, 3, 'x')", text);
      case 11 -> expression(ValueType.TEXT, "concat(#0, #1)", text, leaf(ValueType.TEXT, scope));
      case 12 ->
        expression(
            ValueType.TEXT,
            "substring(#0, #1, #2)",
            text,
            leaf(ValueType.INTEGER, scope),
            Node.expression(ValueType.INTEGER, Integer.toString(random.nextInt(4))));
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
    return switch (random.nextInt(isInAggregate ? 8 : 16)) {
      case 14 -> rows(scope, depth - 1);
      case 15 ->
        expression(
            ValueType.BOOLEAN,
            List.of(
                    "starts_with(#0, #1)",
                    "contains(#0, #1)",
                    "(#0 ILIKE #1 || '%')",
                    "(#0 NOT LIKE '%' || #1)")
                .get(random.nextInt(4)),
            any(ValueType.TEXT, scope, depth - 1),
            leaf(ValueType.TEXT, scope));
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
          List.of("(#0 IS TRUE)", "(#0 IS NOT FALSE)", "(#0 IS FALSE)", "(#0 IS NOT TRUE)")
              .get(random.nextInt(4)),
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
      elements.add(random.nextInt(4) == 0 ? any(type, scope, 1) : leaf(type, scope));
    }
    return expression(ValueType.BOOLEAN, "(#0 " + not + "IN (#1))", value, Node.list(elements));
  }

  private Node inQuery(Scope scope, int depth) {
    ValueType type = ValueType.any(random);
    return expression(
        ValueType.BOOLEAN,
        random.nextBoolean() ? "(#0 IN (#1))" : "(#0 NOT IN (#1))",
        any(type, scope, depth - 1),
        list(List.of(type), scope, depth - 1));
  }

  /** Membership of rows. The reference takes NULLs within them for equal where it compares them by {@code =}. */
  private Node rows(Scope scope, int depth) {
    ValueType first = ValueType.any(random);
    ValueType second = ValueType.any(random);
    Node left = Node.of("(#0, #1)", any(first, scope, depth), leaf(second, scope));
    return expression(
        ValueType.BOOLEAN,
        random.nextBoolean() ? "(#0 IN (#1))" : "(#0 NOT IN (#1))",
        left,
        list(List.of(first, second), scope, depth));
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
        list(List.of(type), scope, depth - 1));
  }

  /** A sub-query of exactly one row. */
  private Node scalarQuery(ValueType type, Scope scope, int depth) {
    return expression(
        type,
        "(#0)",
        random.nextInt(3) == 0
            ? queries.firstRow(type, scope, depth - 1)
            : queries.oneRow(type, scope, depth - 1));
  }

  /** A query of a set operation, which may be within a sub-query. */
  Node inSetOperation(Scope outer, Supplier<Node> query) {
    boolean isDependent = outer.outer() != null || !outer.columns().isEmpty();
    return isDependent ? withoutScalarQueries(query) : query.get();
  }

  /** The list of a membership. */
  private Node list(List<ValueType> types, Scope scope, int depth) {
    return withoutScalarQueries(() -> queries.subQuery(types, scope, depth));
  }

  private Node withoutScalarQueries(Supplier<Node> query) {
    boolean wasWithout = isWithoutScalarQueries;
    isWithoutScalarQueries = true;
    try {
      return query.get();
    } finally {
      isWithoutScalarQueries = wasWithout;
    }
  }

  /** An aggregate call of a type over expressions of a scope. */
  Node aggregate(ValueType type, Scope scope, int depth) {
    boolean wasInAggregate = isInAggregate;
    isInAggregate = true;
    try {
      return aggregateCall(type, scope, depth);
    } finally {
      isInAggregate = wasInAggregate;
    }
  }

  private Node aggregateCall(ValueType type, Scope scope, int depth) {
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
    if (type == ValueType.TEXT && random.nextInt(3) == 0) {
      Node text = any(type, scope, depth);
      return expression(type, "string_agg(#0, ',' ORDER BY #0)#1", text, filter);
    }
    if (!scope.rowKeys().isEmpty() && scope.rowKeys().size() == 1 && random.nextInt(6) == 0) {
      String function = random.nextBoolean() ? "arg_min" : "arg_max";
      return expression(
          type,
          function + "(#0, #1)#2",
          any(type, scope, depth),
          scope.rowKeys().get(0).node(),
          filter);
    }
    if (type == ValueType.DOUBLE && random.nextInt(4) == 0) {
      return expression(type, "median(#0)#1", any(ValueType.INTEGER, scope, depth), filter);
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
    if (type == ValueType.DOUBLE && random.nextInt(4) == 0) {
      String function = random.nextBoolean() ? "percent_rank()" : "cume_dist()";
      return expression(type, function + " OVER (#0#1)", partition, order);
    }
    if (type == ValueType.INTEGER && random.nextInt(3) == 0) {
      String function = random.nextBoolean() ? "count(*)" : "count(#3)";
      return expression(
          type,
          function + " OVER (#0#1#2)",
          partition,
          order,
          frame(isTotal),
          any(ValueType.any(random), scope, 1));
    }
    if (isTotal && random.nextInt(3) == 0) {
      String function = List.of(
              "lag(#2)",
              "lead(#2)",
              "lag(#2, 2)",
              "first_value(#2)",
              "last_value(#2)",
              "nth_value(#2, 2)",
              "lead(#2, 1, #3)")
          .get(random.nextInt(7));
      return expression(
          type,
          function + " OVER (#0#1)",
          partition,
          order,
          any(type, scope, 1),
          leaf(type, scope));
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
            " ROWS BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW",
            " ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE GROUP",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING")
        : List.of(
            " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW",
            " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES",
            " GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE GROUP",
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
