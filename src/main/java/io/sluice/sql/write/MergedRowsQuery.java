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
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table after an INSERT that changes rows of equal keys, behind a column that tells which rows are new or changed: {@code (SELECT TRUE AS old, t.* FROM t) AS t FULL JOIN
 * (SELECT TRUE AS new, ...) AS excluded ON} the key. New rows are computed once and follow the old ones, and columns without a qualifier are those of the table.
 */
public record MergedRowsQuery(
    TableDefinition table, SqlNode target, String alias, InsertQuery rows, Conflict conflict) {
  private static final String OLD = "$old";
  private static final String NEW = "$new";
  private static final String NEW_COLUMN = "$new.";
  private static final String ROW = "$row";

  /** The query. */
  public SqlNode query() {
    SqlParserPos position = target.getParserPosition();
    SqlNode isNew = SqlStdOperatorTable.IS_NULL.createCall(position, column(alias, OLD, position));
    SqlNode isChanged = SqlStdOperatorTable.IS_NOT_NULL.createCall(
        position, column(Conflict.EXCLUDED, NEW, position));
    SqlNode condition = conflict.condition();
    if (condition != null) {
      isChanged = SqlStdOperatorTable.AND.createCall(
          position,
          isChanged,
          SqlStdOperatorTable.IS_TRUE.createCall(position, ofNewRow(condition)));
    }
    List<@Nullable SqlNode> values = Assignments.of(
        table,
        conflict.targets(),
        conflict.values().stream().map(MergedRowsQuery::ofNewRow).toList());
    List<SqlNode> items = new ArrayList<>();
    items.add(Trees.as(
        choice(
            isNew,
            SqlLiteral.createBoolean(true, position),
            isChanged,
            SqlLiteral.createBoolean(true, position),
            SqlLiteral.createBoolean(false, position)),
        "$mark"));
    for (int i = 0; i < values.size(); i++) {
      ColumnDefinition definition = table.columns().get(i);
      String name = definition.field().name();
      SqlNode old = column(alias, name, position);
      SqlNode given = column(Conflict.EXCLUDED, NEW_COLUMN + name, position);
      SqlNode value = values.get(i);
      items.add(Trees.as(
          choice(
              isNew, given, isChanged, value == null ? old : value, column(alias, name, position)),
          name));
    }
    return Syntax.ordered(
        Syntax.select(items, join(position)),
        column(alias, ROW, position),
        column(Conflict.EXCLUDED, ROW, position));
  }

  private static SqlNode choice(
      SqlNode first, SqlNode firstValue, SqlNode second, SqlNode secondValue, SqlNode otherwise) {
    return new SqlCase(
        first.getParserPosition(),
        null,
        SqlNodeList.of(first, second),
        SqlNodeList.of(firstValue, secondValue),
        otherwise);
  }

  private SqlNode join(SqlParserPos position) {
    List<SqlNode> old = new ArrayList<>();
    List<SqlNode> given = new ArrayList<>();
    old.add(Trees.as(SqlLiteral.createBoolean(true, position), OLD));
    given.add(Trees.as(SqlLiteral.createBoolean(true, position), NEW));
    List<SqlNode> values = rows.values();
    for (int i = 0; i < values.size(); i++) {
      String name = table.columns().get(i).field().name();
      old.add(column(alias, name, position));
      given.add(Trees.as(values.get(i), NEW_COLUMN + name));
    }
    old.add(Trees.as(JoinedRows.number(SqlNodeList.EMPTY, position), ROW));
    given.add(Trees.as(JoinedRows.number(SqlNodeList.EMPTY, position), ROW));
    SqlNode keys = null;
    for (int index : conflict.keys().get(0)) {
      String name = table.columns().get(index).field().name();
      SqlNode isSame = SqlStdOperatorTable.EQUALS.createCall(
          position,
          column(alias, name, position),
          column(Conflict.EXCLUDED, NEW_COLUMN + name, position));
      keys = keys == null ? isSame : SqlStdOperatorTable.AND.createCall(position, keys, isSame);
    }
    return Syntax.join(
        Trees.as(Syntax.select(old, Trees.as(target, alias)), alias),
        JoinType.FULL,
        Trees.as(Syntax.select(given, rows.table()), Conflict.EXCLUDED),
        JoinConditionType.ON,
        keys,
        position);
  }

  /** An expression with the columns of {@code excluded} by the names that they have here. */
  private static SqlNode ofNewRow(SqlNode expression) {
    SqlNode renamed = expression.accept(new SqlShuttle() {
      @Override
      public SqlNode visit(SqlIdentifier name) {
        return name.names.size() == 2 && name.names.get(0).equalsIgnoreCase(Conflict.EXCLUDED)
            ? column(Conflict.EXCLUDED, NEW_COLUMN + name.names.get(1), name.getParserPosition())
            : name;
      }
    });
    if (renamed == null) {
      throw new IllegalStateException("an expression vanished");
    }
    return renamed;
  }

  private static SqlNode column(String alias, String name, SqlParserPos position) {
    return new SqlIdentifier(List.of(alias, name), position);
  }
}
