package io.sluice.sql.expression;

import io.sluice.expression.InListExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Sarg;

/** A value's membership in a set of points and ranges: IN and NOT IN for points, comparisons for the rest. */
final class SearchTranslator {
  /** Fewer points are compared one by one. */
  private static final int MIN_LIST_LENGTH = 2;

  private final ExpressionTranslator expressions;

  SearchTranslator(ExpressionTranslator expressions) {
    this.expressions = expressions;
  }

  PhysicalExpression translate(RexCall search) {
    RexBuilder builder = expressions.builder();
    Sarg<?> set = set(search);
    boolean isIn = set.isPoints() && set.pointCount >= MIN_LIST_LENGTH;
    boolean isNotIn = set.isComplementedPoints() && set.negate().pointCount >= MIN_LIST_LENGTH;
    if (set.nullAs != RexUnknownAs.UNKNOWN || !(isIn || isNotIn)) {
      return expressions.translate(RexUtil.expandSearch(builder, null, search));
    }
    RexNode value = search.getOperands().get(0);
    if (SqlTypeName.INTERVAL_TYPES.contains(value.getType().getSqlTypeName())) {
      return expressions.translate(RexUtil.expandSearch(builder, null, search));
    }
    RexLiteral points = (RexLiteral) search.getOperands().get(1);
    Sarg<?> listed = isIn ? set : set.negate();
    List<Literal> list = new ArrayList<>();
    for (com.google.common.collect.Range<?> range : listed.rangeSet.asRanges()) {
      RexNode point = builder.makeLiteral(range.lowerEndpoint(), points.getType(), true, true);
      PhysicalExpression element =
          Casts.cast(expressions.translate(point), expressions.translate(value).type());
      if (!(element instanceof LiteralExpression constant)) {
        return expressions.translate(RexUtil.expandSearch(builder, null, search));
      }
      list.add(constant.literal());
    }
    return new InListExpression(expressions.translate(value), list, isNotIn);
  }

  private static Sarg<?> set(RexCall search) {
    Sarg<?> set = ((RexLiteral) search.getOperands().get(1)).getValueAs(Sarg.class);
    if (set == null) {
      throw new IllegalStateException("a search without a set");
    }
    return set;
  }
}
