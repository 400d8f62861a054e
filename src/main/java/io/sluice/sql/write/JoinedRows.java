package io.sluice.sql.write;

import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a table, each once, beside a row of other tables that fits it, if there is one: {@code (SELECT t.*, row_number() OVER () AS row FROM t) AS t LEFT JOIN ((SELECT TRUE
 * AS mark) AS m CROSS JOIN others) ON condition QUALIFY row_number() OVER (PARTITION BY row) = 1}. Of several rows that fit, any is taken.
 */
final class JoinedRows {
  private static final String MARK = "$mark";
  private static final String MARKS = "$marks";
  private static final String ROW = "$row";

  private JoinedRows() {}

  /** Whether a row of the others fits. */
  static SqlNode mark(SqlParserPos position) {
    return SqlStdOperatorTable.IS_TRUE.createCall(
        position, new SqlIdentifier(List.of(MARKS, MARK), position));
  }

  /**
   * @param values what becomes of the table's columns
   */
  static SqlNode query(
      TableDefinition table,
      String alias,
      SqlNode target,
      SqlNode others,
      @Nullable SqlNode condition,
      List<SqlNode> values) {
    SqlParserPos position = target.getParserPosition();
    List<SqlNode> rows = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      rows.add(new SqlIdentifier(List.of(alias, column.field().name()), position));
    }
    rows.add(Trees.as(number(SqlNodeList.EMPTY, position), ROW));
    SqlNode marks = Trees.as(
        Syntax.select(List.of(Trees.as(SqlLiteral.createBoolean(true, position), MARK)), null),
        MARKS);
    SqlNode from = Syntax.join(
        Trees.as(Syntax.select(rows, Trees.as(target, alias)), alias),
        JoinType.LEFT,
        Syntax.join(marks, JoinType.CROSS, others, JoinConditionType.NONE, null, position),
        JoinConditionType.ON,
        condition == null ? SqlLiteral.createBoolean(true, position) : condition,
        position);
    List<SqlNode> items = new ArrayList<>();
    items.add(Trees.as(mark(position), MARK));
    items.addAll(values);
    SqlSelect select = Syntax.select(items, from);
    SqlNode row = new SqlIdentifier(List.of(alias, ROW), position);
    select.setQualify(SqlStdOperatorTable.EQUALS.createCall(
        position,
        number(SqlNodeList.of(row), position),
        SqlLiteral.createExactNumeric("1", position)));
    return Syntax.ordered(select, new SqlIdentifier(List.of(alias, ROW), position));
  }

  /** {@code row_number() OVER (PARTITION BY ...)}. */
  static SqlNode number(SqlNodeList partitionBy, SqlParserPos position) {
    return over(
        SqlStdOperatorTable.ROW_NUMBER.createCall(position), partitionBy, SqlNodeList.EMPTY);
  }

  /** {@code function OVER (PARTITION BY ... ORDER BY ...)}. */
  static SqlNode over(SqlNode function, SqlNodeList partitionBy, SqlNodeList orderBy) {
    SqlParserPos position = function.getParserPosition();
    SqlWindow window = SqlWindow.create(
        null,
        null,
        partitionBy,
        orderBy,
        SqlLiteral.createBoolean(false, position),
        null,
        null,
        null,
        SqlWindow.createExcludeNoOthers(position),
        position);
    return SqlStdOperatorTable.OVER.createCall(position, function, window);
  }
}
