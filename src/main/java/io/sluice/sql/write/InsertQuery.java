package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.analysis.AnalyzedQuery;
import io.sluice.sql.tree.Trees;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The query of an INSERT, whose rows are cast to the columns of the table. */
public final class InsertQuery {
  private static final String SOURCE = "$source";

  private final TableDefinition table;
  private final SqlInsert tree;
  private final List<Field> fields;
  /** The table's columns in the order of the query's. */
  private final List<Integer> columns;

  public InsertQuery(TableDefinition table, SqlInsert tree) {
    this.table = table;
    this.tree = tree;
    this.fields = table.schema().fields();
    this.columns = columns();
  }

  private List<Integer> columns() {
    List<Integer> named = new ArrayList<>();
    SqlNodeList names = tree.getTargetColumnList();
    if (names == null) {
      for (int i = 0; i < fields.size(); i++) {
        named.add(i);
      }
      return named;
    }
    for (SqlNode name : names) {
      int column = TableElements.columnIndex(fields, (SqlIdentifier) name);
      if (named.contains(column)) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR, "Column '" + name + "' is there twice", name);
      }
      named.add(column);
    }
    return named;
  }

  /** The query: with DEFAULT replaced, and behind its own columns the defaults of those that the statement does not name. */
  public SqlNode source() {
    SqlNode source = tree.getSource();
    if (source.getKind() == SqlKind.VALUES) {
      source = withDefaults((SqlCall) source);
    }
    List<SqlNode> defaults = new ArrayList<>();
    for (int column : unnamed()) {
      ColumnDefinition missing = table.columns().get(column);
      defaults.add(SqlStdOperatorTable.AS.createCall(
          SqlParserPos.ZERO,
          DefaultValue.of(missing),
          new SqlIdentifier(missing.field().name(), SqlParserPos.ZERO)));
    }
    if (defaults.isEmpty()) {
      return source;
    }
    SqlParserPos position = source.getParserPosition();
    List<SqlNode> items = new ArrayList<>();
    items.add(SqlIdentifier.star(position));
    items.addAll(defaults);
    return Syntax.select(items, Trees.as(source, SOURCE));
  }

  /** Whether the statement gives a column values. */
  boolean isGiven(int column) {
    return columns.contains(column);
  }

  /** The statement's own rows, as a table of FROM. */
  SqlNode table() {
    SqlNode source = tree.getSource();
    if (source.getKind() == SqlKind.VALUES) {
      source = withDefaults((SqlCall) source);
    }
    SqlParserPos position = source.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    operands.add(source);
    operands.add(new SqlIdentifier(SOURCE, position));
    for (int column : columns) {
      operands.add(new SqlIdentifier(SOURCE + column, position));
    }
    return SqlStdOperatorTable.AS.createCall(position, operands);
  }

  /** A value for each column of the table, over the columns of {@link #table()}. */
  List<SqlNode> values() {
    SqlParserPos position = tree.getSource().getParserPosition();
    List<SqlNode> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      values.add(
          columns.contains(i)
              ? DefaultValue.cast(new SqlIdentifier(List.of(SOURCE, SOURCE + i), position), column)
              : DefaultValue.of(column));
    }
    return values;
  }

  private List<Integer> unnamed() {
    List<Integer> unnamed = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!columns.contains(i) && table.columns().get(i).defaultSql().isPresent()) {
        unnamed.add(i);
      }
    }
    return unnamed;
  }

  private SqlNode withDefaults(SqlCall values) {
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode row : values.getOperandList()) {
      SqlCall cells = withAllDefaults((SqlCall) row);
      checkCount(cells.operandCount(), row);
      List<SqlNode> cast = new ArrayList<>();
      for (int i = 0; i < cells.operandCount(); i++) {
        ColumnDefinition column = table.columns().get(columns.get(i));
        SqlNode cell = cells.operand(i);
        cast.add(
            cell.getKind() == SqlKind.DEFAULT
                ? DefaultValue.of(column)
                : DefaultValue.cast(cell, column));
      }
      rows.add(cells.getOperator().createCall(row.getParserPosition(), cast));
    }
    return values.getOperator().createCall(values.getParserPosition(), rows);
  }

  /** A row without values is that of DEFAULT VALUES. */
  private SqlCall withAllDefaults(SqlCall row) {
    return row.operandCount() > 0
        ? row
        : row.getOperator()
            .createCall(
                row.getParserPosition(),
                Collections.nCopies(
                    columns.size(),
                    SqlStdOperatorTable.DEFAULT.createCall(row.getParserPosition())));
  }

  private void checkCount(int count, SqlNode where) {
    if (count != columns.size()) {
      throw TableElements.error(
          ErrorCode.SEMANTIC_ERROR,
          "%d values for %d columns of table '%s'".formatted(count, columns.size(), table.name()),
          where);
    }
  }

  /** The rows as the table takes them: all its columns in order, of its types. */
  public AnalyzedQuery cast(AnalyzedQuery query, RexBuilder rex) {
    RelNode plan = query.plan();
    List<Integer> unnamed = unnamed();
    int count = plan.getRowType().getFieldCount() - unnamed.size();
    checkCount(count, tree.getSource());
    List<RexNode> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      RelDataType type = SqlTypes.toSql(rex.getTypeFactory(), fields.get(i).type(), true);
      int given = columns.indexOf(i);
      int index = given >= 0 ? given : count + unnamed.indexOf(i);
      values.add(
          given < 0 && !unnamed.contains(i)
              ? rex.makeNullLiteral(type)
              : cast(rex, rex.makeInputRef(plan, index), type));
      names.add(fields.get(i).name());
    }
    return new AnalyzedQuery(
        LogicalProject.create(plan, List.of(), values, names, Set.of()), names);
  }

  private static RexNode cast(RexBuilder rex, RexNode value, RelDataType type) {
    boolean isSame = SqlTypes.toEngine(value.getType()).equals(SqlTypes.toEngine(type));
    return isSame ? value : rex.makeAbstractCast(type, value, false);
  }
}
