package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/** Columns of VALUES with literals of months and of times: to the standard these are two types, and rows of literals must be of one. */
final class IntervalValues {
  private IntervalValues() {}

  /** The VALUES with casts to INTERVAL around the literals of such columns. */
  static SqlCall unified(SqlCall values) {
    checkWidths(values);
    Set<Integer> mixed = new TreeSet<>();
    for (int column = 0; column < width(values); column++) {
      if (isMixed(values, column)) {
        mixed.add(column);
      }
    }
    if (mixed.isEmpty()) {
      return values;
    }
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode node : values.getOperandList()) {
      SqlCall row = (SqlCall) node;
      List<SqlNode> cells = new ArrayList<>(row.getOperandList());
      for (int column : mixed) {
        cells.set(column, general(cells.get(column)));
      }
      rows.add(row.getOperator().createCall(row.getParserPosition(), cells));
    }
    return values.getOperator().createCall(values.getParserPosition(), rows);
  }

  private static void checkWidths(SqlCall values) {
    int first = -1;
    for (SqlNode node : values.getOperandList()) {
      int width = node instanceof SqlCall row ? row.operandCount() : 1;
      if (first >= 0 && width != first) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "The first row of VALUES has %d values, but this one has %d".formatted(first, width),
            StatementParser.position(node.getParserPosition()),
            null);
      }
      first = width;
    }
  }

  private static int width(SqlCall values) {
    int width = values.operandCount() == 0 ? 0 : Integer.MAX_VALUE;
    for (SqlNode row : values.getOperandList()) {
      width = Math.min(width, row instanceof SqlCall call ? call.operandCount() : 0);
    }
    return width;
  }

  private static boolean isMixed(SqlCall values, int column) {
    boolean hasMonths = false;
    boolean hasTimes = false;
    for (SqlNode row : values.getOperandList()) {
      if (((SqlCall) row).operand(column) instanceof SqlIntervalLiteral literal) {
        boolean isMonths = literal.getTypeName().getFamily() == SqlTypeFamily.INTERVAL_YEAR_MONTH;
        hasMonths |= isMonths;
        hasTimes |= !isMonths;
      }
    }
    return hasMonths && hasTimes;
  }

  private static @Nullable SqlNode general(@Nullable SqlNode cell) {
    if (!(cell instanceof SqlIntervalLiteral)) {
      return cell;
    }
    SqlParserPos position = cell.getParserPosition();
    SqlDataTypeSpec type = new SqlDataTypeSpec(
        new SqlUserDefinedTypeNameSpec(new SqlIdentifier("INTERVAL", position), position),
        position);
    return SqlStdOperatorTable.CAST.createCall(position, cell, type);
  }
}
