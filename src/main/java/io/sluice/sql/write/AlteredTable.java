package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.parser.SyntaxText;
import io.sluice.sql.tree.Trees;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.schema.ColumnStrategy;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.ddl.SqlCheckConstraint;
import org.apache.calcite.sql.ddl.SqlColumnDeclaration;
import org.apache.calcite.sql.ddl.SqlCreateTable;
import org.apache.calcite.sql.ddl.SqlDdlNodes;
import org.apache.calcite.sql.ddl.SqlKeyConstraint;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A table after an ALTER TABLE.
 *
 * @param query its rows, where its columns are others or have other types
 */
public record AlteredTable(TableDefinition table, Optional<SqlNode> query) {
  /**
   * Reads an action of ALTER TABLE.
   *
   * @param tree its operands are the table, whether it need not exist, and what the action has
   * @param sql the text of the statement
   */
  public static AlteredTable of(
      TableDefinition table, SqlCall tree, String sql, Supplier<Analyzer> analyzers) {
    Alteration alteration = new Alteration(table, tree, sql, analyzers);
    return switch (tree.getOperator().getName()) {
      case "ADD COLUMN" -> alteration.add();
      case "DROP COLUMN" -> alteration.drop();
      case "RENAME COLUMN" -> alteration.renameColumn();
      case "RENAME TABLE" -> alteration.renameTable();
      case "CREATE INDEX" -> alteration.addIndex();
      case "ALTER TYPE" -> alteration.changeType();
      case "SET DEFAULT" ->
        alteration.redefineColumn(
            column -> new ColumnDefinition(column.field(), alteration.defaultText(column)));
      case "DROP DEFAULT" ->
        alteration.redefineColumn(column -> new ColumnDefinition(column.field(), Optional.empty()));
      case "SET NOT NULL" -> alteration.redefineColumn(column -> withNulls(column, false));
      case "DROP NOT NULL" -> alteration.nullable();
      default -> throw new IllegalArgumentException(tree.getOperator().getName());
    };
  }

  private static ColumnDefinition withNulls(ColumnDefinition column, boolean isNullable) {
    return new ColumnDefinition(column.field().withNullable(isNullable), column.defaultSql());
  }

  private static AlteredTable redefined(TableDefinition table) {
    return new AlteredTable(table, Optional.empty());
  }

  private record Alteration(
      TableDefinition table, SqlCall tree, String sql, Supplier<Analyzer> analyzers) {
    private List<Field> fields() {
      return table.schema().fields();
    }

    private int column(SqlNode name) {
      return TableElements.columnIndex(fields(), (SqlIdentifier) name);
    }

    private boolean hasColumn(SqlIdentifier name) {
      return fields().stream().anyMatch(field -> field.name().equalsIgnoreCase(name.getSimple()));
    }

    private boolean isOptional() {
      return ((SqlLiteral) tree.operand(2)).booleanValue();
    }

    private AlteredTable unchanged() {
      return new AlteredTable(table, Optional.empty());
    }

    private AlteredTable add() {
      SqlNodeList elements = tree.operand(3);
      if (elements.size() == 1 && elements.get(0) instanceof SqlKeyConstraint key) {
        return addKey(key);
      }
      if (elements.size() == 1 && elements.get(0) instanceof SqlCheckConstraint check) {
        return rewritten(table.withCheck(Checks.define(check, table, sql, analyzers)), items());
      }
      SqlColumnDeclaration declared = elements.stream()
          .filter(SqlColumnDeclaration.class::isInstance)
          .map(SqlColumnDeclaration.class::cast)
          .findFirst()
          .orElse(null);
      if (declared == null || elements.size() > 1) {
        throw TableElements.error(
            ErrorCode.NOT_SUPPORTED,
            "ADD of a column with a key or a condition is not supported; add the column first",
            tree);
      }
      if (hasColumn(declared.name)) {
        if (isOptional()) {
          return unchanged();
        }
        throw TableElements.error(
            ErrorCode.ALREADY_EXISTS,
            "Table '" + table.name() + "' has a column '" + declared.name + "' already",
            declared.name);
      }
      ColumnDefinition added = define(declared);
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      columns.add(added);
      List<SqlNode> items = items();
      items.add(Trees.as(DefaultValue.of(added), added.field().name()));
      return rewritten(table.withColumns(columns), items);
    }

    /** The names of the schema's indexes are the caller's to look at. */
    private AlteredTable addIndex() {
      SqlIdentifier name = tree.operand(2);
      boolean isUnique = ((SqlLiteral) tree.operand(4)).booleanValue();
      List<Integer> columns = new ArrayList<>();
      for (SqlNode element : (SqlNodeList) tree.operand(3)) {
        if (element instanceof SqlIdentifier column) {
          columns.add(column(column));
        } else if (isUnique) {
          throw TableElements.error(
              ErrorCode.NOT_SUPPORTED, "A UNIQUE index is one of columns", element);
        } else {
          Checks.check(element, table, sql, analyzers, false);
          columns.addAll(Checks.columns(element, table));
        }
      }
      return redefined(table.withIndex(new IndexDefinition(
          name.getSimple(), isUnique, columns.stream().distinct().toList())));
    }

    private AlteredTable addKey(SqlKeyConstraint key) {
      List<Field> fields = new ArrayList<>(fields());
      List<Integer> added = TableElements.columnsOf(key, fields);
      List<ColumnDefinition> columns = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(new ColumnDefinition(fields.get(i), table.columns().get(i).defaultSql()));
      }
      return redefined(table.withColumns(columns).withKey(added));
    }

    private ColumnDefinition define(SqlColumnDeclaration declared) {
      SqlParserPos position = declared.getParserPosition();
      SqlCreateTable create = SqlDdlNodes.createTable(
          position,
          false,
          false,
          new SqlIdentifier(table.name(), position),
          SqlNodeList.of(declared),
          null);
      return new TableElements(table.name(), create, sql)
          .define(analyzers)
          .columns()
          .get(0);
    }

    private AlteredTable drop() {
      SqlIdentifier name = tree.operand(3);
      if (isOptional() && !hasColumn(name)) {
        return unchanged();
      }
      int dropped = column(name);
      if (table.columns().size() == 1) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR, "A table has at least one column", name);
      }
      if (table.keys().stream().anyMatch(key -> key.contains(dropped))) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR, "Column '" + name + "' belongs to a key", name);
      }
      checkIsFree(dropped, name);
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      columns.remove(dropped);
      List<SqlNode> items = items();
      items.remove(dropped);
      return rewritten(
          new TableDefinition(
              table.name(),
              columns,
              table.keys().stream().map(key -> without(dropped, key)).toList(),
              table.checks(),
              table.indexes().stream()
                  .map(index -> new IndexDefinition(
                      index.name(), index.isUnique(), without(dropped, index.columns())))
                  .toList()),
          items);
    }

    private static List<Integer> without(int dropped, List<Integer> columns) {
      return columns.stream().map(index -> index > dropped ? index - 1 : index).toList();
    }

    /** Looks whether something beside keys says something about a column. */
    private void checkIsFree(int column, SqlNode where) {
      for (IndexDefinition index : table.indexes()) {
        if (index.columns().contains(column)) {
          throw TableElements.error(
              ErrorCode.SEMANTIC_ERROR,
              "Column '%s' belongs to index '%s'; drop it first".formatted(where, index.name()),
              where);
        }
      }
      if (Checks.areAbout(table, column)) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR, "A CHECK of the table names column '" + where + "'", where);
      }
    }

    private AlteredTable renameTable() {
      if (Checks.name(table)) {
        throw TableElements.error(
            ErrorCode.NOT_SUPPORTED,
            "A CHECK names table '" + table.name() + "', which hence keeps its name",
            tree);
      }
      return redefined(table.withName(((SqlIdentifier) tree.operand(2)).getSimple()));
    }

    private AlteredTable renameColumn() {
      int renamed = column(tree.operand(2));
      SqlIdentifier newName = tree.operand(3);
      if (hasColumn(newName) && column(newName) != renamed) {
        throw TableElements.error(
            ErrorCode.ALREADY_EXISTS,
            "Table '" + table.name() + "' has a column '" + newName + "' already",
            newName);
      }
      if (Checks.areAbout(table, renamed)) {
        throw TableElements.error(
            ErrorCode.NOT_SUPPORTED,
            "A CHECK of the table names column '" + tree.operand(2) + "'",
            tree.operand(2));
      }
      return redefineColumn(column -> new ColumnDefinition(
          new Field(newName.getSimple(), column.field().type(), column.field().nullable()),
          column.defaultSql()));
    }

    private AlteredTable redefineColumn(java.util.function.UnaryOperator<ColumnDefinition> change) {
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      int index = column(tree.operand(2));
      columns.set(index, change.apply(columns.get(index)));
      return redefined(table.withColumns(columns));
    }

    private AlteredTable nullable() {
      return redefineColumn(column -> withNulls(column, true));
    }

    private AlteredTable changeType() {
      int index = column(tree.operand(2));
      SqlIdentifier name = tree.operand(2);
      ColumnDefinition old = table.columns().get(index);
      SqlDataTypeSpec type = tree.operand(3);
      SqlParserPos position = tree.getParserPosition();
      ColumnDefinition changed = define((SqlColumnDeclaration) SqlDdlNodes.column(
          position, name, type.withNullable(true), null, ColumnStrategy.NULLABLE));
      List<ColumnDefinition> columns = new ArrayList<>(table.columns());
      columns.set(
          index,
          new ColumnDefinition(
              new Field(old.field().name(), changed.field().type(), old.field().nullable()),
              old.defaultSql()));
      List<SqlNode> items = items();
      SqlNode value = tree.operandCount() > 4 ? tree.operand(4) : items.get(index);
      items.set(
          index,
          Trees.as(DefaultValue.cast(value, columns.get(index)), old.field().name()));
      return rewritten(table.withColumns(columns), items);
    }

    private Optional<String> defaultText(ColumnDefinition column) {
      SqlNode value = tree.operand(3);
      String text = new SyntaxText(sql).of(value);
      analyzers.get().analyze(Syntax.select(List.of(DefaultValue.cast(value, column)), null), sql);
      return Optional.of(text);
    }

    private List<SqlNode> items() {
      List<SqlNode> items = new ArrayList<>();
      for (Field field : fields()) {
        items.add(new SqlIdentifier(field.name(), tree.getParserPosition()));
      }
      return items;
    }

    private AlteredTable rewritten(TableDefinition altered, List<SqlNode> items) {
      return new AlteredTable(
          altered, Optional.of(Syntax.select(items, tree.getOperandList().get(0))));
    }
  }
}
