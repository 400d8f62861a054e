package io.sluice.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Small tables of all types with NULLs and duplicates: {@code t0} to {@code t3}, and {@code nothing}, which has no rows. All have the same columns. */
final class RandomTables {
  static final Map<String, Integer> ROW_COUNTS =
      Map.of("t0", 17, "t1", 12, "t2", 7, "t3", 3, "nothing", 0);

  static final List<String> NAMES = List.of("t0", "t1", "t2", "t3", "nothing");

  /** Columns beside {@code id}, which tells rows apart. */
  static final List<Scope.Column> COLUMNS = List.of(
      new Scope.Column("i", ValueType.INTEGER),
      new Scope.Column("k", ValueType.INTEGER),
      new Scope.Column("n", ValueType.DECIMAL),
      new Scope.Column("d", ValueType.DOUBLE),
      new Scope.Column("s", ValueType.TEXT),
      new Scope.Column("f", ValueType.BOOLEAN),
      new Scope.Column("dt", ValueType.DATE),
      new Scope.Column("ts", ValueType.TIMESTAMP));

  private RandomTables() {}

  /** Statements that make the tables. */
  static List<String> statements(Random random) {
    List<String> statements = new ArrayList<>();
    String columns = COLUMNS.stream()
        .map(column -> column.sql() + " " + column.type().sqlName())
        .collect(Collectors.joining(", ", "(id INTEGER, ", ")"));
    for (String name : NAMES) {
      statements.add("CREATE TABLE " + name + " " + columns);
      List<String> rows = new ArrayList<>();
      for (int id = 1; id <= ROW_COUNTS.get(name); id++) {
        rows.add(COLUMNS.stream()
            .map(column -> random.nextInt(5) == 0 ? "NULL" : column.type().literal(random))
            .collect(Collectors.joining(", ", "(" + id + ", ", ")")));
      }
      if (!rows.isEmpty()) {
        statements.add("INSERT INTO " + name + " VALUES " + String.join(", ", rows));
      }
    }
    return statements;
  }
}
