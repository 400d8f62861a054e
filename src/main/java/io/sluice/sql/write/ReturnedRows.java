package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.sql.tree.Trees;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;

/** RETURNING as a query of the rows that were written. */
public final class ReturnedRows {
  private ReturnedRows() {}

  /**
   * {@code SELECT items FROM table AS alias}.
   *
   * @param table the name of the table that has these rows
   * @param aggregates tells the names of aggregate functions, which are refused as sub-queries are: they would see the written rows only
   */
  public static SqlNode query(
      String table, String alias, SqlNodeList items, Predicate<String> aggregates) {
    for (SqlNode item : items) {
      if (SqlUtil.containsCall(item, call -> isRefused(call, aggregates))) {
        throw TableElements.error(
            ErrorCode.NOT_SUPPORTED,
            "RETURNING takes expressions over single rows, without sub-queries, aggregates and windows",
            item);
      }
    }
    SqlParserPos position = items.getParserPosition();
    return Syntax.select(
        List.copyOf(items.getList()), Trees.as(new SqlIdentifier(table, position), alias));
  }

  private static boolean isRefused(SqlCall call, Predicate<String> aggregates) {
    return call.isA(SqlKind.QUERY)
        || call.getKind() == SqlKind.OVER
        || aggregates.test(call.getOperator().getName());
  }
}
