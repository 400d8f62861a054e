package io.sluice.sql.dialect;

import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** {@code VALUES} without names for its columns: they are {@code col0}, {@code col1} and so on. */
final class ValuesColumns {
  private ValuesColumns() {}

  /** {@code SELECT * FROM (VALUES ...) AS valueslist(col0, col1)}. */
  static SqlNode named(SqlCall values) {
    SqlParserPos position = values.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    operands.add(values);
    operands.add(new SqlIdentifier("valueslist", position));
    int columns = ((SqlCall) values.operand(0)).operandCount();
    for (int i = 0; i < columns; i++) {
      operands.add(new SqlIdentifier("col" + i, position));
    }
    return Trees.selectAll(SqlStdOperatorTable.AS.createCall(position, operands), position);
  }

  /** The values with their rows rewritten, without names. */
  static SqlNode visitRows(SqlCall values, SqlShuttle rewriter) {
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode row : values.getOperandList()) {
      SqlNode rewritten = row.accept(rewriter);
      rows.add(rewritten == null ? row : rewritten);
    }
    return values.getOperator().createCall(values.getParserPosition(), rows);
  }
}
