package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.parser.TreeCopy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Brings calls over windows to the form that is validated: windows that have a name in place of the name, functions that need a window as {@link WindowOperator}s,
 * FILTER as a CASE in the argument, frames as {@link WindowFrames} writes them. Serves one query.
 */
final class WindowRewriter extends SqlShuttle {
  /** Functions for which a NULL counts as little as no row, in the first argument at least. */
  private static final Set<String> FILTERED = Set.of(
      "COUNT",
      "SUM",
      "AVG",
      "MIN",
      "MAX",
      "STRING_AGG",
      "LISTAGG",
      "GROUP_CONCAT",
      "BOOL_AND",
      "BOOL_OR",
      "EVERY",
      "BIT_AND",
      "BIT_OR",
      "BIT_XOR",
      "STDDEV",
      "STDDEV_POP",
      "STDDEV_SAMP",
      "VARIANCE",
      "VAR_POP",
      "VAR_SAMP",
      "CORR",
      "COVAR_POP",
      "COVAR_SAMP",
      "REGR_SLOPE",
      "REGR_INTERCEPT",
      "REGR_COUNT",
      "MEDIAN",
      "MODE",
      "PRODUCT",
      "QUANTILE",
      "QUANTILE_CONT",
      "QUANTILE_DISC",
      "COUNT_IF",
      "ARG_MIN",
      "ARG_MAX",
      "APPROX_DISTINCT",
      "APPROX_COUNT_DISTINCT");

  private final Deque<Map<String, SqlWindow>> named = new ArrayDeque<>();

  WindowRewriter() {
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
    boolean isOrdered = aggregate.getKind() == SqlKind.WITHIN_GROUP
        || aggregate.getOperandList().stream().anyMatch(SqlNodeList.class::isInstance);
    if (isOrdered) {
      throw notSupported("ORDER BY of an aggregate over a window", call);
    }
    WindowOperator operator = WindowOperator.find(aggregate.getOperator().getName());
    if (operator != null) {
      if (filter != null) {
        throw notSupported("FILTER of " + operator.function().sqlName(), call);
      }
      aggregate = operator.createCall(aggregate.getParserPosition(), aggregate.getOperandList());
    } else if (nullTreatment != null) {
      throw notSupported("IGNORE NULLS or RESPECT NULLS of an aggregate", call);
    } else if (filter != null) {
      aggregate = filtered(aggregate, filter);
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

  private static SqlCall filtered(SqlCall aggregate, SqlNode filter) {
    String name = aggregate.getOperator().getName().toUpperCase(Locale.ROOT);
    if (!FILTERED.contains(name)) {
      throw notSupported(
          "FILTER of " + aggregate.getOperator().getName() + " over a window", filter);
    }
    SqlParserPos position = aggregate.getParserPosition();
    boolean isOfRows = aggregate.operandCount() == 0
        || aggregate.operand(0) instanceof SqlIdentifier column && column.isStar();
    SqlNode value = isOfRows ? SqlLiteral.createExactNumeric("1", position) : aggregate.operand(0);
    SqlNode condition = SqlCase.createSwitched(
        position,
        null,
        SqlNodeList.of(filter),
        SqlNodeList.of(value),
        SqlLiteral.createNull(position));
    List<SqlNode> arguments = new ArrayList<>(aggregate.getOperandList());
    if (arguments.isEmpty()) {
      arguments.add(condition);
    } else {
      arguments.set(0, condition);
    }
    return aggregate
        .getOperator()
        .createCall(aggregate.getFunctionQuantifier(), position, arguments.toArray(SqlNode[]::new));
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
