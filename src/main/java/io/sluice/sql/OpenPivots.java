package io.sluice.sql;

import io.sluice.sql.grammar.PivotOperator;
import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.TreeCopy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The axes of PIVOT whose values a statement does not list, those of inner queries first. Such an axis takes the texts of all values there are, which another query gives before. For one tree.
 */
final class OpenPivots {
  private final List<Axis> axes = new ArrayList<>();

  /**
   * @param call of the operator AXIS
   * @param items of WITH that its table may name
   */
  private record Axis(SqlCall call, SqlSelect select, List<SqlNode> items) {}

  private OpenPivots(SqlNode tree) {
    tree.accept(new Finder());
  }

  /** How many axes there are. */
  static int count(SqlNode tree) {
    return new OpenPivots(tree).axes.size();
  }

  /**
   * Changes a tree.
   *
   * @param values the texts of the values of the first axes, for each in order
   */
  static void fill(SqlNode tree, List<List<String>> values) {
    Iterator<Axis> axes = new OpenPivots(tree).axes.iterator();
    for (List<String> texts : values) {
      SqlCall axis = axes.next().call();
      SqlParserPos position = axis.getParserPosition();
      axis.setOperand(0, asText(axis.operand(0)));
      axis.setOperand(
          1,
          new SqlNodeList(
              texts.stream()
                  .map(text -> (SqlNode) SqlLiteral.createCharString(text, position))
                  .toList(),
              position));
    }
  }

  /** The query that gives the values of the first axis, in their order, as texts. */
  static SqlNode question(SqlNode tree) {
    Axis axis = new OpenPivots(tree).axes.get(0);
    SqlNode value = axis.call().operand(0);
    SqlParserPos position = value.getParserPosition();
    SqlSelect values = SelectBuilder.select(position, asText(TreeCopy.of(value)))
        .from(axis.select().getFrom())
        .where(SqlStdOperatorTable.IS_NOT_NULL.createCall(position, TreeCopy.of(value)))
        .groupBy(TreeCopy.of(value))
        .build();
    SqlNode ordered = new SqlOrderBy(position, values, SqlNodeList.of(value), null, null);
    return axis.items().isEmpty()
        ? ordered
        : new SqlWith(position, new SqlNodeList(axis.items(), position), ordered);
  }

  private static SqlNode asText(SqlNode value) {
    SqlParserPos position = value.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position,
        value,
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position));
  }

  private final class Finder extends SqlBasicVisitor<@Nullable Void> {
    private final Deque<SqlNode> items = new ArrayDeque<>();

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlWith with) {
        for (SqlNode item : with.withList) {
          ((SqlWithItem) item).query.accept(this);
          items.addLast(item);
        }
        with.body.accept(this);
        with.withList.forEach(item -> items.removeLast());
        return null;
      }
      if (call instanceof SqlSelect select
          && select.getFrom() != null
          && select.getSelectList().get(0) instanceof SqlCall pivot
          && pivot.getOperator().equals(PivotOperator.PIVOT)) {
        select.getFrom().accept(this);
        for (SqlNode axis : (SqlNodeList) pivot.operand(0)) {
          SqlCall axisCall = (SqlCall) axis;
          if (axisCall.getOperandList().get(1) == null
              && axisCall.operand(0).getKind() != SqlKind.ROW) {
            axes.add(new Axis(axisCall, select, List.copyOf(items)));
          }
        }
        return null;
      }
      return super.visit(call);
    }
  }
}
