package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.config.NullOrder;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Brings calls over windows to the form that is validated: windows that have a name in place of the name, functions that need a window as {@link WindowOperator}s,
 * the arguments of aggregate functions as {@link WindowedAggregates}, frames as {@link WindowFrames} writes them. Serves one query.
 */
final class WindowRewriter extends SqlShuttle {
  private final Deque<Map<String, SqlWindow>> named = new ArrayDeque<>();

  private final WindowedAggregates inputs;

  /**
   * @param nullOrder where NULLs stand in orders that do not say it
   */
  WindowRewriter(NullOrder nullOrder) {
    inputs = new WindowedAggregates(nullOrder);
    named.push(Map.of());
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      return select(select);
    }
    if (call instanceof SqlOrderBy ordered) {
      return ordered(ordered);
    }
    return call.getKind() == SqlKind.OVER ? over(call) : super.visit(call);
  }

  private @Nullable SqlNode select(SqlSelect select) {
    named.push(windows(select));
    try {
      SqlNode visited = super.visit(select);
      if (visited instanceof SqlSelect rewritten) {
        rewritten.setOperand(6, new SqlNodeList(select.getParserPosition()));
      }
      return visited;
    } finally {
      named.pop();
    }
  }

  /** ORDER BY stands outside of SELECT in the tree, and knows its windows. */
  private @Nullable SqlNode ordered(SqlOrderBy ordered) {
    Map<String, SqlWindow> windows =
        ordered.query instanceof SqlSelect select ? windows(select) : Map.of();
    SqlNode query = ordered.query.accept(this);
    named.push(windows);
    try {
      SqlNodeList orderList = (SqlNodeList) ordered.orderList.accept(this);
      return query == null || orderList == null
          ? ordered
          : new SqlOrderBy(
              ordered.getParserPosition(), query, orderList, ordered.offset, ordered.fetch);
    } finally {
      named.pop();
    }
  }

  private Map<String, SqlWindow> windows(SqlSelect select) {
    Map<String, SqlWindow> windows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (SqlNode node : select.getWindowList()) {
      SqlWindow window = (SqlWindow) node;
      SqlIdentifier name = window.getDeclName();
      if (name != null && windows.put(name.getSimple(), resolve(window, windows)) != null) {
        throw error("There are two windows '" + name.getSimple() + "'", name);
      }
    }
    return windows;
  }

  private static SqlWindow lookUp(SqlIdentifier name, Map<String, SqlWindow> windows) {
    SqlWindow found = name.isSimple() ? windows.get(name.getSimple()) : null;
    if (found == null) {
      throw error(
          "Window '" + name + "' not found" + NearestName.hint(name.toString(), windows.keySet()),
          name);
    }
    return found;
  }

  /** The window with what it takes from the one it refers to. */
  private static SqlWindow resolve(SqlNode node, Map<String, SqlWindow> windows) {
    if (node instanceof SqlIdentifier name) {
      return lookUp(name, windows);
    }
    SqlWindow window = (SqlWindow) node;
    SqlIdentifier base = window.getRefName();
    if (base == null) {
      return window;
    }
    SqlWindow referred = lookUp(base, windows);
    if (!window.getPartitionList().isEmpty()) {
      throw error("A window that refers to another one cannot have PARTITION BY", window);
    }
    if (!window.getOrderList().isEmpty() && !referred.getOrderList().isEmpty()) {
      throw error("Window '" + base + "' has an ORDER BY already", window);
    }
    boolean hasFrame = window.getLowerBound() != null;
    return WindowFrames.create(
        referred.getPartitionList(),
        window.getOrderList().isEmpty() ? referred.getOrderList() : window.getOrderList(),
        hasFrame ? window : referred,
        window.getParserPosition());
  }

  private SqlNode over(SqlCall call) {
    SqlNode function = call.operand(0);
    SqlNode filter = null;
    if (function.getKind() == SqlKind.FILTER) {
      filter = ((SqlCall) function).operand(1);
      function = ((SqlCall) function).operand(0);
    }
    SqlOperator nullTreatment = null;
    if (function.getKind() == SqlKind.IGNORE_NULLS || function.getKind() == SqlKind.RESPECT_NULLS) {
      nullTreatment = ((SqlCall) function).getOperator();
      function = ((SqlCall) function).operand(0);
    }
    SqlCall aggregate = (SqlCall) function;
    WindowOperator operator = WindowOperator.find(aggregate.getOperator().getName());
    if (operator != null) {
      if (filter != null) {
        throw notSupported("FILTER of " + operator.function().sqlName(), call);
      }
      aggregate = operator.createCall(aggregate.getParserPosition(), aggregate.getOperandList());
    } else {
      aggregate = inputs.arranged(aggregate, filter, nullTreatment);
      nullTreatment = null;
    }
    aggregate = (SqlCall) visited(aggregate);
    SqlWindow window =
        (SqlWindow) visited(new TreeCopy().copy(resolve(call.operand(1), named.element())));
    boolean hasFrame = operator == null || operator.function().hasFrame();
    window = hasFrame ? WindowFrames.normalize(window) : WindowFrames.withoutFrame(window);
    SqlParserPos position = aggregate.getParserPosition();
    return SqlStdOperatorTable.OVER.createCall(
        call.getParserPosition(),
        nullTreatment == null ? aggregate : nullTreatment.createCall(position, aggregate),
        window);
  }

  private SqlNode visited(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (visited == null) {
      throw new IllegalStateException("a call vanished");
    }
    return visited;
  }

  private static SluiceException error(String message, SqlNode where) {
    return new SluiceException(
        ErrorCode.SEMANTIC_ERROR,
        message,
        StatementParser.position(where.getParserPosition()),
        null);
  }

  static SluiceException notSupported(String what, SqlNode where) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        StatementParser.position(where.getParserPosition()),
        null);
  }
}
