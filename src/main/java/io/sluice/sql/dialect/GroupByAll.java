package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** {@code GROUP BY ALL}: by the positions of all items of the SELECT that hold no aggregate function. */
final class GroupByAll {
  private static final String OPERATOR = "GROUP BY ALL";

  private GroupByAll() {}

  static void expand(SqlSelect select, Predicate<String> aggregates) {
    SqlNodeList groups = select.getGroup();
    if (groups == null
        || groups.size() != 1
        || !(groups.get(0) instanceof SqlCall all)
        || !all.getOperator().getName().equals(OPERATOR)) {
      return;
    }
    List<SqlNode> positions = new ArrayList<>();
    SqlNodeList items = select.getSelectList();
    boolean hasAggregate = false;
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = Trees.withoutAlias(items.get(i));
      if (Trees.isStar(item)) {
        throw DialectRewriter.error(
            ErrorCode.NOT_SUPPORTED,
            "GROUP BY ALL with * is not supported; name the columns",
            item);
      }
      if (holdsAggregate(item, aggregates)) {
        hasAggregate = true;
      } else if (item.getKind() != SqlKind.LITERAL) {
        positions.add(
            SqlLiteral.createExactNumeric(Integer.toString(i + 1), item.getParserPosition()));
      }
    }
    boolean isWhole = positions.isEmpty() && !hasAggregate;
    select.setGroupBy(
        positions.isEmpty() && !isWhole
            ? null
            : new SqlNodeList(positions, groups.getParserPosition()));
  }

  /** Whether an expression computes something of a whole group: sub-queries do not, window functions do. */
  static boolean holdsAggregate(SqlNode node, Predicate<String> aggregates) {
    if (node.isA(SqlKind.QUERY)) {
      return false;
    }
    if (node instanceof SqlNodeList list) {
      return list.stream().anyMatch(item -> holdsAggregate(item, aggregates));
    }
    if (!(node instanceof SqlCall call)) {
      return false;
    }
    return call.getKind() == SqlKind.OVER
        || aggregates.test(call.getOperator().getName())
        || call.getOperandList().stream()
            .anyMatch(operand -> operand != null && holdsAggregate(operand, aggregates));
  }
}
