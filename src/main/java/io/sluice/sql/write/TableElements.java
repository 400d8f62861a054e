package io.sluice.sql.write;

import static java.util.Objects.requireNonNull;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.analysis.AnalyzedQuery;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.parser.SyntaxText;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.ddl.SqlCheckConstraint;
import org.apache.calcite.sql.ddl.SqlColumnDeclaration;
import org.apache.calcite.sql.ddl.SqlCreateTable;
import org.apache.calcite.sql.ddl.SqlKeyConstraint;

/**
 * The columns and keys of a CREATE TABLE.
 *
 * @param name of the table
 * @param sql the text the tree was parsed from
 */
public record TableElements(String name, SqlCreateTable tree, String sql) {
  /** The table of a statement that names its columns and their types. */
  public TableDefinition define(Supplier<Analyzer> analyzers) {
    List<SqlColumnDeclaration> declared = new ArrayList<>();
    List<SqlKeyConstraint> keys = new ArrayList<>();
    List<SqlCheckConstraint> checks = new ArrayList<>();
    for (SqlNode element : elements()) {
      if (element instanceof SqlColumnDeclaration column) {
        declared.add(column);
      } else if (element instanceof SqlKeyConstraint key) {
        keys.add(key);
      } else if (element instanceof SqlCheckConstraint check) {
        checks.add(check);
      } else {
        throw unfit(element);
      }
    }
    if (declared.isEmpty()) {
      throw error(ErrorCode.SEMANTIC_ERROR, "A table has at least one column", tree);
    }
    List<DataType> types = types(declared, analyzers);
    List<Field> fields = new ArrayList<>();
    List<Optional<String>> defaults = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      SqlColumnDeclaration column = declared.get(i);
      checkIsNew(fields, column.name);
      boolean isNullable = !Boolean.FALSE.equals(column.dataType.getNullable());
      fields.add(new Field(column.name.getSimple(), types.get(i), isNullable));
      defaults.add(defaultText(column, analyzers));
    }
    List<List<Integer>> indices = new ArrayList<>();
    SqlKeyConstraint primary = null;
    for (SqlKeyConstraint key : keys) {
      if (isPrimary(key)) {
        if (primary != null) {
          throw error(
              ErrorCode.SEMANTIC_ERROR,
              "A table has one PRIMARY KEY; name all its columns in one PRIMARY KEY (...)",
              key);
        }
        primary = key;
      }
      indices.add(columnsOf(key, fields));
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new ColumnDefinition(fields.get(i), defaults.get(i)));
    }
    TableDefinition table = new TableDefinition(name, columns, indices);
    for (SqlCheckConstraint check : checks) {
      table = table.withCheck(Checks.define(check, table, sql, analyzers));
    }
    return table;
  }

  /** Whether columns have types; with AS they may have names only. */
  public boolean haveTypes() {
    SqlNodeList list = tree.columnList;
    return list != null && list.stream().anyMatch(SqlColumnDeclaration.class::isInstance);
  }

  /** An INSERT of the rows of AS. */
  public SqlInsert insert() {
    return new SqlInsert(
        tree.getParserPosition(), SqlNodeList.EMPTY, tree.name, requireNonNull(tree.query), null);
  }

  private List<SqlNode> elements() {
    SqlNodeList list = tree.columnList;
    if (list == null) {
      throw error(
          ErrorCode.SYNTAX_ERROR,
          "CREATE TABLE needs columns in brackets or AS and a query",
          tree.name);
    }
    return list.getList();
  }

  private static SluiceException unfit(SqlNode element) {
    return error(ErrorCode.SYNTAX_ERROR, "Column '" + element + "' has no type", element);
  }

  /** All types at once, as those of casts. */
  private List<DataType> types(List<SqlColumnDeclaration> declared, Supplier<Analyzer> analyzers) {
    List<SqlNode> casts = new ArrayList<>();
    for (SqlColumnDeclaration column : declared) {
      SqlNode nothing = SqlLiteral.createNull(column.getParserPosition());
      casts.add(Syntax.cast(nothing, column.dataType.withNullable(null)));
    }
    AnalyzedQuery query = analyzers.get().analyze(Syntax.select(casts, null), sql);
    return query.plan().getRowType().getFieldList().stream()
        .map(RelDataTypeField::getType)
        .map(SqlTypes::toEngine)
        .toList();
  }

  /** The text of a DEFAULT, which must be a value that the column takes. */
  private Optional<String> defaultText(SqlColumnDeclaration column, Supplier<Analyzer> analyzers) {
    if (column.expression == null) {
      return Optional.empty();
    }
    String text = new SyntaxText(sql).of(column.expression);
    SqlNode cast = Syntax.cast(column.expression, column.dataType.withNullable(null));
    analyzers.get().analyze(Syntax.select(List.of(cast), null), sql);
    return Optional.of(text);
  }

  private static void checkIsNew(List<Field> fields, SqlIdentifier column) {
    if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(column.getSimple()))) {
      throw error(ErrorCode.SEMANTIC_ERROR, "Column '" + column + "' is there twice", column);
    }
  }

  private static boolean isPrimary(SqlKeyConstraint key) {
    return key.getOperator().getName().startsWith("PRIMARY");
  }

  /** The columns of a key; those of a PRIMARY KEY lose NULL. */
  static List<Integer> columnsOf(SqlKeyConstraint key, List<Field> fields) {
    SqlNodeList names = (SqlNodeList) requireNonNull(key.getOperandList().get(1));
    List<Integer> columns = new ArrayList<>();
    for (SqlNode column : names) {
      columns.add(columnIndex(fields, (SqlIdentifier) column));
    }
    if (isPrimary(key)) {
      columns.forEach(column -> fields.set(column, fields.get(column).withNullable(false)));
    }
    return columns;
  }

  /**
   * The column of a name, compared without case.
   *
   * @throws SluiceException of code COLUMN_NOT_FOUND
   */
  static int columnIndex(List<Field> fields, SqlIdentifier column) {
    String name = column.names.get(column.names.size() - 1);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    List<String> names = fields.stream().map(Field::name).toList();
    throw error(
        ErrorCode.COLUMN_NOT_FOUND,
        "Column '" + name + "' not found" + NearestName.hint(name, names),
        column);
  }

  /** The names of the columns of a statement with a query. */
  public List<String> names(AnalyzedQuery query) {
    SqlNodeList list = tree.columnList;
    List<String> names = new ArrayList<>();
    if (list == null) {
      query.columnNames().forEach(column -> names.add(newName(names, column)));
      return names;
    }
    if (list.size() != query.columnNames().size()) {
      throw error(
          ErrorCode.SEMANTIC_ERROR,
          "%d column names for a query of %d columns"
              .formatted(list.size(), query.columnNames().size()),
          list);
    }
    for (SqlNode element : list) {
      if (!(element instanceof SqlIdentifier column)) {
        throw error(ErrorCode.NOT_SUPPORTED, "With AS, keys need columns with types", element);
      }
      if (isTaken(names, column.getSimple())) {
        throw error(ErrorCode.SEMANTIC_ERROR, "Column '" + column + "' is there twice", column);
      }
      names.add(column.getSimple());
    }
    return names;
  }

  private static String newName(List<String> names, String wanted) {
    String name = wanted;
    for (int i = 1; isTaken(names, name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private static boolean isTaken(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** A table of a plan's columns. */
  public static TableDefinition define(String name, Schema schema) {
    List<ColumnDefinition> columns = schema.fields().stream()
        .map(field -> new ColumnDefinition(field.withNullable(true), Optional.empty()))
        .toList();
    return new TableDefinition(name, columns, List.of());
  }

  static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }
}
