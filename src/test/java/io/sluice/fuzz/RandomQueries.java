package io.sluice.fuzz;

import io.sluice.fuzz.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes queries over {@link RandomTables}: joins of all kinds, sub-queries, set operations, grouping, windows, WITH. One query for each object. */
final class RandomQueries {
  private static final int MAX_DEPTH = 3;

  /** How often a query may read those of WITH, which may be large, so that their products stay small. */
  private static final int MAX_USES = 2;

  private static final List<String> JOINS =
      List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "JOIN", "LEFT JOIN");

  private final Random random;
  private final RandomExpressions expressions;
  private final List<String> names = new ArrayList<>();
  private final List<List<Column>> columns = new ArrayList<>();
  private int aliases;
  private int uses;

  /** The rows of one FROM. */
  private record Source(Node sql, Scope scope) {}

  RandomQueries(Random random) {
    this.random = random;
    this.expressions = new RandomExpressions(random, this);
  }

  /** A query whose rows are ordered by all columns. */
  Node query() {
    List<ValueType> types = types(1 + random.nextInt(3));
    List<Node> with = random.nextInt(5) == 0 ? with() : List.of();
    Node body = body(types, Scope.NONE, MAX_DEPTH);
    StringBuilder keys = new StringBuilder();
    for (int column = 1; column <= types.size(); column++) {
      keys.append(column == 1 ? "" : ", ")
          .append(column)
          .append(random.nextInt(4) == 0 ? " DESC" : "");
    }
    Node limit = random.nextInt(3) == 0
        ? Node.optional(" LIMIT " + random.nextInt(12)
            + (random.nextInt(3) == 0 ? " OFFSET " + random.nextInt(4) : ""))
        : Node.EMPTY;
    return Node.of("#0#1 ORDER BY " + keys + "#2", read(with, body), body, limit);
  }

  private List<ValueType> types(int count) {
    List<ValueType> types = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      types.add(ValueType.any(random));
    }
    return types;
  }

  private List<Node> with() {
    Node first = named("w");
    return random.nextInt(3) == 0 ? List.of(first, named("v")) : List.of(first);
  }

  /** Those of WITH that somebody reads: the reference does not even look for errors in others. */
  private Node read(List<Node> with, Node body) {
    StringBuilder readers = new StringBuilder(body.sql());
    List<Node> read = new ArrayList<>();
    for (int i = with.size() - 1; i >= 0; i--) {
      if (Pattern.compile("\\b" + names.get(i) + " x\\d").matcher(readers).find()) {
        read.add(0, with.get(i));
        readers.append(' ').append(with.get(i).sql());
      }
    }
    return read.isEmpty() ? Node.EMPTY : Node.optional("WITH #0 ", Node.list(read));
  }

  private Node named(String name) {
    List<ValueType> types = types(2);
    Node body = body(types, Scope.NONE, MAX_DEPTH - 1);
    names.add(name);
    columns.add(named(types));
    return Node.of(name + " (c0, c1) AS (#0)", body);
  }

  private static List<Column> named(List<ValueType> types) {
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      named.add(new Column("c" + i, types.get(i)));
    }
    return named;
  }

  /** Names are given so that no two columns share one. */
  private static Node outputs(List<Node> items) {
    List<Node> outputs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      outputs.add(Node.of("#0 AS o" + i, items.get(i)));
    }
    return Node.list(outputs);
  }

  /** A query or a set operation of queries, without ORDER BY. */
  private Node body(List<ValueType> types, Scope outer, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      String operator = List.of(
              "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL")
          .get(random.nextInt(6));
      return Node.of(
          "#0#1",
          expressions.inSetOperation(outer, () -> select(types, outer, depth - 1)),
          Node.optional(
              " " + operator + " #0",
              expressions.inSetOperation(outer, () -> select(types, outer, depth - 1))));
    }
    return select(types, outer, depth);
  }

  /** A sub-query of any number of rows. */
  Node subQuery(List<ValueType> types, Scope outer, int depth) {
    return random.nextInt(8) == 0 ? first(types, outer, depth) : body(types, outer, depth);
  }

  /** The first rows of one table, in the order of its keys. */
  private Node first(List<ValueType> types, Scope outer, int depth) {
    String alias = "x" + aliases++;
    Scope scope = tableScope(alias, outer);
    List<Node> items = new ArrayList<>();
    for (ValueType type : types) {
      items.add(expressions.any(type, scope, 1));
    }
    return Node.of(
        "SELECT #0 FROM " + tableName() + " " + alias + "#1 ORDER BY #2, " + alias + ".id LIMIT "
            + (1 + random.nextInt(3)) + "#3",
        outputs(items),
        where(scope, Math.min(depth, 1)),
        expressions.column(scope),
        random.nextInt(3) == 0 ? Node.optional(" OFFSET 1") : Node.EMPTY);
  }

  /** A sub-query of one row at most. */
  Node firstRow(ValueType type, Scope outer, int depth) {
    String alias = "x" + aliases++;
    Scope scope = tableScope(alias, outer);
    return Node.of(
        "SELECT #0 FROM " + tableName() + " " + alias + "#1 ORDER BY #2, " + alias
            + ".id LIMIT 1#3",
        expressions.any(type, scope, 1),
        where(scope, Math.min(depth, 1)),
        expressions.column(scope),
        random.nextInt(3) == 0 ? Node.optional(" OFFSET 1") : Node.EMPTY);
  }

  private String tableName() {
    return RandomTables.NAMES.get(random.nextInt(random.nextInt(8) == 0 ? 5 : 4));
  }

  private static Scope tableScope(String alias, @Nullable Scope outer) {
    Column id = new Column(alias + ".id", ValueType.INTEGER);
    List<Column> all = new ArrayList<>(qualified(alias, RandomTables.COLUMNS));
    all.add(id);
    return new Scope(all, List.of(id), outer);
  }

  /** A sub-query of one row. */
  Node oneRow(ValueType type, Scope outer, int depth) {
    Source source = from(outer, Math.min(depth, 1));
    return Node.of(
        "SELECT #0 FROM #1#2",
        expressions.aggregate(type, source.scope(), 1),
        source.sql(),
        where(source.scope(), depth));
  }

  private Node select(List<ValueType> types, Scope outer, int depth) {
    Source source = from(outer, depth);
    return switch (random.nextInt(6)) {
      case 0, 1 -> grouped(types, source, depth);
      case 2 -> windowed(types, source, depth);
      default -> plain(types, source, depth);
    };
  }

  private Node plain(List<ValueType> types, Source source, int depth) {
    List<Node> items = new ArrayList<>();
    for (ValueType type : types) {
      items.add(expressions.any(type, source.scope(), depth));
    }
    Node distinct = random.nextInt(5) == 0 ? Node.optional("DISTINCT ") : Node.EMPTY;
    return Node.of(
        "SELECT #0#1 FROM #2#3",
        distinct,
        outputs(items),
        source.sql(),
        where(source.scope(), depth));
  }

  private Node windowed(List<ValueType> types, Source source, int depth) {
    List<Node> items = new ArrayList<>();
    for (ValueType type : types) {
      boolean hasWindow = type != ValueType.BOOLEAN && random.nextBoolean();
      items.add(
          hasWindow
              ? expressions.window(type, source.scope())
              : expressions.any(type, source.scope(), 1));
    }
    Node qualify = random.nextInt(5) == 0
        ? Node.optional(
            " QUALIFY (#0 " + List.of("<", ">=", "=").get(random.nextInt(3)) + " 2)",
            expressions.window(ValueType.INTEGER, source.scope()))
        : Node.EMPTY;
    return Node.of(
        "SELECT #0 FROM #1#2#3",
        outputs(items),
        source.sql(),
        where(source.scope(), Math.min(depth, 2)),
        qualify);
  }

  /** Every item is a key of the groups or an aggregate. */
  private Node grouped(List<ValueType> types, Source source, int depth) {
    List<Node> items = new ArrayList<>();
    List<Node> keys = new ArrayList<>();
    Scope inner = new Scope(source.scope().columns(), source.scope().rowKeys(), null);
    for (ValueType type : types) {
      Column column = random.nextBoolean() ? inner.pick(type, random) : null;
      if (column != null) {
        Node item = random.nextInt(4) == 0 ? expressions.any(type, inner, 1) : column.node();
        if (!isConstant(item) && !keys.contains(item)) {
          keys.add(item);
        }
        items.add(isConstant(item) ? column.node() : item);
        if (isConstant(item) && !keys.contains(column.node())) {
          keys.add(column.node());
        }
      } else {
        items.add(expressions.aggregate(type, inner, Math.min(depth, 1)));
      }
    }
    Node key = expressions.column(inner);
    if (random.nextInt(4) == 0 && !keys.contains(key)) {
      keys.add(key);
    }
    Node having = random.nextInt(3) == 0
        ? Node.optional(
            " HAVING #0",
            Node.expression(
                ValueType.BOOLEAN,
                "(#0 " + List.of(">", "<", "<>").get(random.nextInt(3)) + " #1)",
                expressions.aggregate(ValueType.INTEGER, inner, 1),
                Node.expression(ValueType.INTEGER, ValueType.INTEGER.literal(random))))
        : Node.EMPTY;
    return Node.of(
        "SELECT #0 FROM #1#2#3#4",
        outputs(items),
        source.sql(),
        where(source.scope(), depth),
        keys.isEmpty() ? Node.EMPTY : groupBy(keys),
        having);
  }

  /** Constants are not keys: a number would be a position. */
  private static boolean isConstant(Node item) {
    return item.children().isEmpty() && !item.pattern().contains(".")
        || !item.sql().contains("x");
  }

  private Node groupBy(List<Node> keys) {
    return switch (random.nextInt(8)) {
      case 0 -> Node.of(" GROUP BY ROLLUP (#0)", Node.list(keys));
      case 1 -> Node.of(" GROUP BY CUBE (#0)", Node.list(keys));
      case 2 -> Node.of(" GROUP BY GROUPING SETS ((#0), ())", Node.list(keys));
      default -> Node.of(" GROUP BY #0", Node.list(keys));
    };
  }

  private Node where(Scope scope, int depth) {
    return random.nextInt(3) == 0
        ? Node.EMPTY
        : Node.optional(" WHERE #0", expressions.condition(scope, depth));
  }

  private Source from(Scope outer, int depth) {
    Source first = table(outer, depth);
    int joins = depth <= 0 ? 0 : random.nextInt(3);
    Source joined = first;
    for (int i = 0; i < joins; i++) {
      joined = join(joined, outer, depth - 1);
    }
    return joined;
  }

  private Source join(Source left, Scope outer, int depth) {
    if (random.nextInt(10) == 0) {
      return lateral(left, outer, depth);
    }
    Source right = table(outer, depth);
    Scope both = both(left.scope(), right.scope(), outer);
    if (random.nextInt(10) == 0) {
      return new Source(
          Node.of("#0#1", left.sql(), Node.optional(" CROSS JOIN #0", right.sql())), both);
    }
    // The condition names no column of an enclosing query: the reference refuses that in outer
    // joins.
    Scope inner = new Scope(both.columns(), both.rowKeys(), null);
    Node condition = random.nextInt(3) == 0
        ? simpleCondition(inner)
        : equality(left.scope(), right.scope(), inner);
    String kind = JOINS.get(random.nextInt(JOINS.size()));
    if (random.nextInt(8) == 0) {
      return new Source(
          Node.of(
              "#0#1",
              left.sql(),
              Node.optional(
                  (random.nextBoolean() ? " SEMI" : " ANTI") + " JOIN #0 ON #1",
                  right.sql(),
                  condition)),
          left.scope());
    }
    if (kind.equals("JOIN") && random.nextInt(4) == 0) {
      condition = expressions.condition(inner, 1);
    }
    return new Source(
        Node.of(
            "#0#1", left.sql(), Node.optional(" " + kind + " #0 ON #1", right.sql(), condition)),
        both);
  }

  private static Scope both(Scope left, Scope right, Scope outer) {
    List<Column> all = new ArrayList<>(left.columns());
    all.addAll(right.columns());
    List<Column> keys = new ArrayList<>();
    if (!left.rowKeys().isEmpty() && !right.rowKeys().isEmpty()) {
      keys.addAll(left.rowKeys());
      keys.addAll(right.rowKeys());
    }
    return new Scope(all, keys, outer);
  }

  private Node simpleCondition(Scope scope) {
    ValueType type = ValueType.any(random);
    return Node.expression(
        ValueType.BOOLEAN,
        "(#0 " + List.of("<", "<=", "<>", "IS NOT DISTINCT FROM").get(random.nextInt(4)) + " #1)",
        expressions.any(type, new Scope(scope.columns(), scope.rowKeys(), null), 0),
        expressions.any(type, new Scope(scope.columns(), scope.rowKeys(), null), 0));
  }

  private Node equality(Scope left, Scope right, Scope both) {
    for (int tries = 0; tries < 5; tries++) {
      ValueType type = ValueType.any(random);
      Column ours = new Scope(left.columns(), List.of(), null).pick(type, random);
      Column theirs = new Scope(right.columns(), List.of(), null).pick(type, random);
      if (ours != null && theirs != null) {
        Node more =
            random.nextInt(3) == 0 ? Node.optional(" AND #0", simpleCondition(both)) : Node.EMPTY;
        return Node.of("#0 = #1#2", ours.node(), theirs.node(), more);
      }
    }
    return simpleCondition(both);
  }

  private Source lateral(Source left, Scope outer, int depth) {
    List<ValueType> types = types(2);
    Node query = subQuery(
        types,
        new Scope(left.scope().columns(), List.of(), outer),
        Math.max(0, Math.min(depth, 1)));
    String alias = "x" + aliases++;
    Source right = derived(query, types, alias, outer);
    String kind = random.nextBoolean() ? " CROSS JOIN LATERAL #0" : " LEFT JOIN LATERAL #0 ON true";
    return new Source(
        Node.of("#0#1", left.sql(), Node.optional(kind, right.sql())),
        both(left.scope(), right.scope(), outer));
  }

  private Source table(Scope outer, int depth) {
    String alias = "x" + aliases++;
    if (depth > 0 && random.nextInt(6) == 0) {
      List<ValueType> types = types(2);
      return derived(body(types, Scope.NONE, depth - 1), types, alias, outer);
    }
    if (!names.isEmpty() && uses < MAX_USES && random.nextInt(3) == 0) {
      uses++;
      int chosen = random.nextInt(names.size());
      return new Source(
          Node.of(names.get(chosen) + " " + alias),
          new Scope(qualified(alias, columns.get(chosen)), List.of(), outer));
    }
    if (random.nextInt(12) == 0) {
      return values(alias, outer);
    }
    return new Source(Node.of(tableName() + " " + alias), tableScope(alias, outer));
  }

  private Source values(String alias, @Nullable Scope outer) {
    List<ValueType> types = types(2);
    List<Node> rows = new ArrayList<>();
    for (int row = 0; row <= random.nextInt(4); row++) {
      rows.add(Node.of("(#0, #1)", value(types.get(0)), value(types.get(1))));
    }
    return derived(Node.of("VALUES #0", Node.list(rows)), types, alias, outer);
  }

  private Node value(ValueType type) {
    return Node.of("CAST(" + (random.nextInt(5) == 0 ? "NULL" : type.literal(random)) + " AS "
        + type.sqlName() + ")");
  }

  private static Source derived(
      Node query, List<ValueType> types, String alias, @Nullable Scope outer) {
    return new Source(
        Node.of("(#0) " + alias + " (c0, c1)", query),
        new Scope(qualified(alias, named(types)), List.of(), outer));
  }

  private static List<Column> qualified(String alias, List<Column> columns) {
    return columns.stream()
        .map(column -> new Column(alias + "." + column.sql(), column.type()))
        .toList();
  }
}
