package io.sluice.sql.analysis;

import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.grammar.GroupsFrame;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Frames in the form in which they pass through validation.
 *
 * <ul>
 *   <li>GROUPS is ROWS with marked offsets, and without offsets the same as RANGE.
 *   <li>A frame with an exclusion may be empty, which the validator does not know of frames without offsets: such a frame gets an offset that changes nothing.
 * </ul>
 */
final class WindowFrames {
  /** More rows than a partition can have. */
  private static final String ALL_ROWS = "1099511627776";

  private WindowFrames() {}

  /** A window with the frame of another one. */
  static SqlWindow create(
      SqlNodeList partitionList, SqlNodeList orderList, SqlWindow frame, SqlParserPos position) {
    return SqlWindow.create(
        null,
        null,
        partitionList,
        orderList,
        (SqlLiteral) frame.getOperandList().get(4),
        frame.getLowerBound(),
        frame.getUpperBound(),
        (SqlLiteral) frame.getOperandList().get(7),
        frame.getExclude(),
        position);
  }

  static SqlWindow withoutFrame(SqlWindow window) {
    SqlParserPos position = window.getParserPosition();
    return create(window, SqlLiteral.createBoolean(false, position), null, null, false);
  }

  static SqlWindow normalize(SqlWindow window) {
    if (!window.isAllowPartial()) {
      throw WindowRewriter.notSupported("DISALLOW PARTIAL", window);
    }
    SqlParserPos position = window.getParserPosition();
    SqlNode lower = window.getLowerBound();
    SqlNode upper = window.getUpperBound();
    if (lower == null) {
      return create(window, isRows(window), null, null, true);
    }
    if (upper == null) {
      upper = SqlWindow.createCurrentRow(position);
    }
    boolean isGroups = isRows(window) instanceof GroupsFrame;
    boolean hasOffset = lower instanceof SqlCall || upper instanceof SqlCall;
    boolean isExcluding = !SqlWindow.isExcludeNoOthers(window.getExclude());
    if (hasOffset) {
      return isGroups
          ? create(
              window, SqlLiteral.createBoolean(true, position), groups(lower), groups(upper), true)
          : create(window, isRows(window), lower, upper, true);
    }
    boolean isByRows = window.isRows() && !isGroups;
    if (isExcluding) {
      SqlNode offset = SqlLiteral.createExactNumeric(
          SqlWindow.isUnboundedPreceding(lower) ? ALL_ROWS : "0", position);
      SqlNode bound = SqlWindow.createPreceding(offset, position);
      return SqlWindow.isUnboundedPreceding(lower) || SqlWindow.isCurrentRow(lower)
          ? create(
              window,
              SqlLiteral.createBoolean(true, position),
              isByRows ? bound : groups(bound),
              upper,
              true)
          : create(window, isRows(window), lower, upper, true);
    }
    return create(window, SqlLiteral.createBoolean(isByRows, position), lower, upper, true);
  }

  private static SqlLiteral isRows(SqlWindow window) {
    return (SqlLiteral) window.getOperandList().get(4);
  }

  private static SqlNode groups(SqlNode bound) {
    if (!(bound instanceof SqlCall call)) {
      return bound;
    }
    SqlParserPos position = call.getParserPosition();
    SqlNode offset = call.operand(0);
    return call.getOperator()
        .createCall(position, WindowOperator.GROUPS_OFFSET.createCall(position, offset));
  }

  private static SqlWindow create(
      SqlWindow window,
      SqlLiteral isRows,
      @Nullable SqlNode lower,
      @Nullable SqlNode upper,
      boolean keepsExclusion) {
    SqlParserPos position = window.getParserPosition();
    return SqlWindow.create(
        null,
        null,
        window.getPartitionList(),
        window.getOrderList(),
        isRows,
        lower,
        upper,
        null,
        keepsExclusion ? window.getExclude() : SqlWindow.createExcludeNoOthers(position),
        position);
  }
}
