package io.sluice.sql.write;

import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * The queries of {@code SET (a, b) = (SELECT ...)}: each becomes one more column of the marked rows, a ROW of all that it gives, so that the columns are set from one and the same row of it.
 */
final class SetQueries {
  private static final String NAME = "$query";

  private final IdentityHashMap<SqlNode, Integer> queries = new IdentityHashMap<>();
  private final List<SqlNode> items = new ArrayList<>();
  private final String alias;
  private final SqlNode mark;

  /**
   * @param alias of the rows that the queries read
   * @param mark tells whether a row is meant; no query is asked for others
   */
  SetQueries(String alias, SqlNode mark) {
    this.alias = alias;
    this.mark = mark;
  }

  /** The values with those that are columns of queries replaced. */
  List<SqlNode> replaced(SqlNodeList values) {
    List<SqlNode> replaced = new ArrayList<>();
    for (@Nullable SqlNode value : values) {
      if (value != null) {
        replaced.add(Assignments.isPartOfQuery(value) ? column((SqlCall) value) : value);
      }
    }
    return replaced;
  }

  private SqlNode column(SqlCall part) {
    SqlNode query = part.operand(0);
    SqlParserPos position = part.getParserPosition();
    int index = queries.computeIfAbsent(query, added -> {
      items.add(Trees.as(row(added, Assignments.place(part, 2)), NAME + items.size()));
      return items.size() - 1;
    });
    return SqlStdOperatorTable.ITEM.createCall(
        position,
        new SqlIdentifier(List.of(alias, NAME + index), position),
        SqlLiteral.createExactNumeric(Integer.toString(Assignments.place(part, 1) + 1), position));
  }

  /** {@code CASE WHEN mark THEN (SELECT ROW(c0, c1) FROM (query) AS q (c0, c1)) END}. */
  private SqlNode row(SqlNode query, int count) {
    SqlParserPos position = query.getParserPosition();
    List<SqlNode> columns = new ArrayList<>();
    List<SqlNode> named = new ArrayList<>(List.of(query, new SqlIdentifier(NAME, position)));
    for (int i = 0; i < count; i++) {
      columns.add(new SqlIdentifier(NAME + i, position));
      named.add(new SqlIdentifier(NAME + i, position));
    }
    SqlNode row = Syntax.select(
        List.of(SqlStdOperatorTable.ROW.createCall(position, columns)),
        SqlStdOperatorTable.AS.createCall(position, named));
    return new SqlCase(
        position, null, SqlNodeList.of(mark), SqlNodeList.of(row), SqlLiteral.createNull(position));
  }

  /** Some rows with the queries' columns, under their alias. */
  SqlNode around(SqlNode rows) {
    if (items.isEmpty()) {
      return rows;
    }
    List<SqlNode> all = new ArrayList<>();
    all.add(SqlIdentifier.star(rows.getParserPosition()));
    all.addAll(items);
    return Syntax.select(all, Trees.as(rows, alias));
  }
}
