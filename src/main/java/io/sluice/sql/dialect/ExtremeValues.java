package io.sluice.sql.dialect;

import io.sluice.sql.parser.TreeCopy;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code max(x, n)} and {@code arg_max(x, y, n)}: an array of so many values, the first ones of all in their order. */
final class ExtremeValues {
  private ExtremeValues() {}

  static SqlNode listed(SqlCall call, SqlNode value, SqlNode key, SqlNode count) {
    SqlParserPos position = call.getParserPosition();
    boolean isGreatest =
        call.getOperator().getName().toLowerCase(java.util.Locale.ROOT).contains("max");
    SqlNode order = TreeCopy.of(key);
    SqlNode list = SqlStdOperatorTable.WITHIN_GROUP.createCall(
        position,
        Trees.call("array_agg", position, List.of(value)),
        SqlNodeList.of(isGreatest ? SqlStdOperatorTable.DESC.createCall(position, order) : order));
    SqlNode present = SqlStdOperatorTable.IS_NOT_NULL.createCall(position, TreeCopy.of(key));
    SqlNode all = SqlStdOperatorTable.FILTER.createCall(
        position,
        list,
        Trees.and(
            SqlStdOperatorTable.IS_NOT_NULL.createCall(position, TreeCopy.of(value)), present));
    return Trees.call(
        "array_slice", position, List.of(all, SqlLiteral.createExactNumeric("1", position), count));
  }
}
