package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * What an INSERT does about a row whose key is there already: ON CONFLICT, OR IGNORE and OR REPLACE.
 *
 * @param isUpdate whether it changes the row that is there; else it leaves out the new one
 * @param keys of the table that are looked at; one for an update
 * @param targets columns to be set
 * @param values for the targets; of the new row as {@code excluded.column}
 */
public record Conflict(
    boolean isUpdate,
    List<List<Integer>> keys,
    List<SqlIdentifier> targets,
    List<SqlNode> values,
    @Nullable SqlNode condition) {
  static final String EXCLUDED = "excluded";

  /**
   * Reads the clause for a table.
   *
   * @param rows of the statement; REPLACE sets the columns that they give
   */
  public static Conflict of(SqlCall clause, TableDefinition table, InsertQuery rows) {
    if (table.keys().isEmpty()) {
      throw TableElements.error(
          ErrorCode.SEMANTIC_ERROR,
          "Table '" + table.name() + "' has no key, so that no row is in conflict with another",
          clause);
    }
    return switch (clause.getOperator().getName()) {
      case "OR IGNORE" -> nothing(table.keys());
      case "OR REPLACE" -> replace(table, clause, rows);
      case "DO NOTHING" ->
        nothing(
            operand(clause, 0) instanceof SqlNodeList columns
                ? List.of(key(columns, table))
                : table.keys());
      default -> update(table, clause);
    };
  }

  private static @Nullable SqlNode operand(SqlCall clause, int index) {
    return clause.getOperandList().get(index);
  }

  private static Conflict nothing(List<List<Integer>> keys) {
    return new Conflict(false, keys, List.of(), List.of(), null);
  }

  private static List<Integer> onlyKey(TableDefinition table, SqlNode where) {
    if (table.keys().size() > 1) {
      throw TableElements.error(
          ErrorCode.NOT_SUPPORTED,
          "A row of a table with several keys is not replaced; name one: ON CONFLICT (columns) DO UPDATE",
          where);
    }
    return table.keys().get(0);
  }

  private static Conflict replace(TableDefinition table, SqlCall clause, InsertQuery rows) {
    List<Integer> key = onlyKey(table, clause);
    SqlParserPos position = clause.getParserPosition();
    List<SqlIdentifier> targets = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!key.contains(i) && rows.isGiven(i)) {
        String name = table.columns().get(i).field().name();
        targets.add(new SqlIdentifier(name, position));
        values.add(new SqlIdentifier(List.of(EXCLUDED, name), position));
      }
    }
    return new Conflict(true, List.of(key), targets, values, null);
  }

  private static Conflict update(TableDefinition table, SqlCall clause) {
    List<Integer> key = operand(clause, 0) instanceof SqlNodeList columns
        ? key(columns, table)
        : onlyKey(table, clause);
    List<SqlIdentifier> targets = new ArrayList<>();
    for (SqlNode target : (SqlNodeList) clause.operand(1)) {
      targets.add((SqlIdentifier) target);
    }
    List<SqlNode> values = ((SqlNodeList) clause.operand(2)).getList();
    return new Conflict(true, List.of(key), targets, List.copyOf(values), operand(clause, 3));
  }

  private static List<Integer> key(SqlNodeList columns, TableDefinition table) {
    List<Field> fields = table.schema().fields();
    TreeSet<Integer> wanted = new TreeSet<>();
    for (SqlNode column : columns) {
      wanted.add(TableElements.columnIndex(fields, (SqlIdentifier) column));
    }
    return table.keys().stream()
        .filter(key -> new TreeSet<>(key).equals(wanted))
        .findFirst()
        .orElseThrow(() -> TableElements.error(
            ErrorCode.SEMANTIC_ERROR,
            "Table '" + table.name() + "' has no key of these columns",
            columns));
  }
}
