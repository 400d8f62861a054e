package io.sluice.sql.write;

import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.tree.Trees;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** All rows of a table behind a column that tells which of them an UPDATE or DELETE means; the condition is asked once for each row. */
public final class MarkedRowsQuery {
  private static final String MARK = "$mark";

  private MarkedRowsQuery() {}

  /**
   * {@code SELECT condition IS TRUE, t.* FROM t}.
   *
   * @param others tables of USING
   */
  public static SqlNode of(TableDefinition table, SqlDelete delete, Optional<SqlNode> others) {
    String alias = alias(delete.getAlias(), (SqlIdentifier) delete.getTargetTable());
    if (others.isPresent()) {
      List<SqlNode> columns = new ArrayList<>();
      for (ColumnDefinition column : table.columns()) {
        columns.add(
            column(alias, column.field().name(), delete.getTargetTable().getParserPosition()));
      }
      return JoinedRows.query(
          table, alias, delete.getTargetTable(), others.get(), delete.getCondition(), columns);
    }
    return marked(table, alias, delete.getTargetTable(), delete.getCondition());
  }

  /**
   * {@code SELECT mark, CASE WHEN mark THEN new ELSE old END, ... FROM (SELECT condition IS TRUE AS mark, t.* FROM t) AS t}.
   *
   * @param others tables of FROM
   */
  public static SqlNode of(TableDefinition table, SqlUpdate update, Optional<SqlNode> others) {
    String alias = alias(update.getAlias(), (SqlIdentifier) update.getTargetTable());
    List<Field> fields = table.schema().fields();
    SqlParserPos position = update.getTargetTable().getParserPosition();
    SqlNode mark =
        others.isPresent() ? JoinedRows.mark(position) : new SqlIdentifier(MARK, position);
    SetQueries queries = new SetQueries(alias, mark);
    List<@Nullable SqlNode> newValues = Assignments.of(
        table,
        update.getTargetColumnList(),
        others.isPresent()
            ? update.getSourceExpressionList()
            : queries.replaced(update.getSourceExpressionList()));
    List<SqlNode> items = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      SqlNode old = column(alias, fields.get(i).name(), position);
      SqlNode value = newValues.get(i);
      items.add(
          value == null
              ? old
              : Trees.as(changed(mark, value, old), fields.get(i).name()));
    }
    if (others.isPresent()) {
      return JoinedRows.query(
          table, alias, update.getTargetTable(), others.get(), update.getCondition(), items);
    }
    items.add(0, mark);
    SqlNode rows = marked(table, alias, update.getTargetTable(), update.getCondition());
    return Syntax.select(items, Trees.as(queries.around(rows), alias));
  }

  private static SqlNode changed(SqlNode mark, SqlNode value, SqlNode old) {
    return new SqlCase(
        value.getParserPosition(), null, SqlNodeList.of(mark), SqlNodeList.of(value), old);
  }

  private static SqlNode marked(
      TableDefinition table, String alias, SqlNode target, @Nullable SqlNode condition) {
    SqlParserPos position = target.getParserPosition();
    SqlNode mark = condition == null
        ? SqlLiteral.createBoolean(true, position)
        : SqlStdOperatorTable.IS_TRUE.createCall(condition.getParserPosition(), condition);
    List<SqlNode> items = new ArrayList<>();
    items.add(Trees.as(mark, MARK));
    for (ColumnDefinition column : table.columns()) {
      items.add(column(alias, column.field().name(), position));
    }
    return Syntax.select(items, Trees.as(target, alias));
  }

  private static SqlNode column(String alias, String name, SqlParserPos position) {
    return new SqlIdentifier(List.of(alias, name), position);
  }

  private static String alias(@Nullable SqlIdentifier alias, SqlIdentifier target) {
    return alias == null ? target.names.get(target.names.size() - 1) : alias.getSimple();
  }
}
