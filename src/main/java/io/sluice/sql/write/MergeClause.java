package io.sluice.sql.write;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * A WHEN of a MERGE.
 *
 * @param condition null where there is none
 * @param values of WRITE, a value for each column of the table; null for those that stay
 */
record MergeClause(
    Rows rows, Action action, @Nullable SqlNode condition, List<@Nullable SqlNode> values) {
  /** Which joined rows the clause is about. */
  enum Rows {
    MATCHED,
    /** Rows of the source that no row of the table matches. */
    SOURCE_ONLY,
    TARGET_ONLY
  }

  /** What becomes of them. */
  enum Action {
    /** Values of the table's row are set, or it is added. */
    WRITE,
    REMOVE,
    REFUSE,
    NOTHING
  }

  static MergeClause of(
      SqlCall tree,
      TableDefinition table,
      String target,
      String source,
      List<String> sourceColumns) {
    Rows rows = switch (tree.getOperator().getName()) {
      case "WHEN MATCHED" -> Rows.MATCHED;
      case "WHEN NOT MATCHED" -> Rows.SOURCE_ONLY;
      default -> Rows.TARGET_ONLY;
    };
    String word = ((SqlIdentifier) tree.operand(0)).getSimple();
    if (word.startsWith("INSERT") != (rows == Rows.SOURCE_ONLY)
        && !word.equals("DO NOTHING")
        && !word.equals("ERROR")) {
      throw TableElements.error(
          ErrorCode.NOT_SUPPORTED,
          rows == Rows.SOURCE_ONLY
              ? word + " needs a row of the table; WHEN NOT MATCHED takes INSERT"
              : "INSERT belongs to WHEN NOT MATCHED; there is a row already",
          tree);
    }
    Reader reader = new Reader(tree, table, rows, source, sourceColumns, target);
    Action action = switch (word) {
      case "UPDATE", "UPDATE BY NAME", "INSERT", "INSERT BY NAME" -> Action.WRITE;
      case "DELETE" -> Action.REMOVE;
      case "ERROR" -> Action.REFUSE;
      default -> Action.NOTHING;
    };
    return new MergeClause(
        rows,
        action,
        reader.condition(),
        switch (word) {
          case "UPDATE" -> reader.updated();
          case "INSERT" -> reader.inserted();
          case "UPDATE BY NAME" -> reader.byName();
          case "INSERT BY NAME" -> reader.withDefaults(reader.byName());
          default -> List.of();
        });
  }

  private record Reader(
      SqlCall tree,
      TableDefinition table,
      Rows rows,
      String source,
      List<String> sourceColumns,
      String target) {
    private @Nullable SqlNode condition() {
      SqlNode condition = tree.getOperandList().get(1);
      return condition == null ? null : qualified(condition);
    }

    private List<@Nullable SqlNode> updated() {
      SqlNodeList columns = list(2);
      if (columns == null) {
        return wholeRow();
      }
      List<SqlNode> values = new ArrayList<>();
      for (SqlNode value : requireNonNull(list(3))) {
        values.add(qualified(value));
      }
      return Assignments.of(table, columns, values);
    }

    private List<@Nullable SqlNode> inserted() {
      SqlNodeList columns = list(2);
      SqlNodeList values = list(3);
      if (values == null) {
        return wholeRow();
      }
      List<SqlNode> names = new ArrayList<>();
      if (columns != null) {
        columns.forEach(name -> names.add(requireNonNull(name)));
      } else if (!values.isEmpty()) {
        table
            .columns()
            .forEach(column ->
                names.add(new SqlIdentifier(column.field().name(), tree.getParserPosition())));
      }
      if (names.size() != values.size()) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR,
            "%d values for %d columns of table '%s'"
                .formatted(values.size(), names.size(), table.name()),
            values);
      }
      List<SqlNode> given = new ArrayList<>();
      values.forEach(value -> given.add(qualified(requireNonNull(value))));
      return withDefaults(Assignments.of(table, names, given));
    }

    private List<@Nullable SqlNode> withDefaults(List<@Nullable SqlNode> row) {
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i) == null) {
          row.set(i, DefaultValue.of(table.columns().get(i)));
        }
      }
      return row;
    }

    private @Nullable SqlNodeList list(int operand) {
      return (SqlNodeList) tree.getOperandList().get(operand);
    }

    /** The source's columns, in their order. */
    private List<@Nullable SqlNode> wholeRow() {
      if (table.columns().size() != sourceColumns.size()) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR,
            "The source has %d columns, but table '%s' has %d; name those that are meant"
                .formatted(sourceColumns.size(), table.name(), table.columns().size()),
            tree);
      }
      List<@Nullable SqlNode> values = new ArrayList<>();
      for (int i = 0; i < sourceColumns.size(); i++) {
        values.add(
            DefaultValue.cast(ofSource(sourceColumns.get(i)), table.columns().get(i)));
      }
      return values;
    }

    /** The source's columns, for those of the table that have their names. */
    private List<@Nullable SqlNode> byName() {
      List<SqlNode> names = new ArrayList<>();
      List<SqlNode> values = new ArrayList<>();
      for (String column : sourceColumns) {
        names.add(new SqlIdentifier(column, tree.getParserPosition()));
        values.add(ofSource(column));
      }
      return Assignments.of(table, names, values);
    }

    private SqlNode ofSource(String column) {
      return new SqlIdentifier(List.of(source, column), tree.getParserPosition());
    }

    /** Where one side has no row, columns without a qualifier are those of the other. */
    private SqlNode qualified(SqlNode expression) {
      if (rows == Rows.MATCHED) {
        return expression;
      }
      List<String> names = rows == Rows.SOURCE_ONLY
          ? sourceColumns
          : table.columns().stream().map(column -> column.field().name()).toList();
      return requireNonNull(
          expression.accept(new Qualifier(rows == Rows.SOURCE_ONLY ? source : target, names)));
    }
  }

  private static final class Qualifier extends SqlShuttle {
    private final String alias;
    private final List<String> columns;

    Qualifier(String alias, List<String> columns) {
      this.alias = alias;
      this.columns = columns;
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier name) {
      SqlParserPos position = name.getParserPosition();
      return name.isSimple() && columns.stream().anyMatch(name.getSimple()::equalsIgnoreCase)
          ? new SqlIdentifier(List.of(alias, name.getSimple()), position)
          : name;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      return call.isA(SqlKind.QUERY) ? call : super.visit(call);
    }
  }
}
