package io.sluice.sql.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * VALUES with months and days in one column as a union of rows that are computed. Constants of months count another unit than their column's type says, and what the library
 * concludes from the numbers alone would be wrong.
 */
final class MixedIntervals {
  private MixedIntervals() {}

  static RelNode expand(RelNode plan) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(plan.getCluster(), null);
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        return node instanceof Values values && isMixed(values)
            ? union(builder, values)
            : super.visit(node);
      }
    });
  }

  private static boolean isMixed(Values values) {
    List<RelDataTypeField> fields = values.getRowType().getFieldList();
    return IntStream.range(0, fields.size())
        .anyMatch(column -> values.getTuples().stream()
            .anyMatch(row -> isForeign(row.get(column), fields.get(column).getType())));
  }

  private static boolean isForeign(RexLiteral constant, RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.INTERVAL_DAY_SECOND
        && SqlTypeName.YEAR_INTERVAL_TYPES.contains(constant.getType().getSqlTypeName());
  }

  private static RelNode union(RelBuilder builder, Values values) {
    List<RelDataTypeField> fields = values.getRowType().getFieldList();
    for (List<RexLiteral> row : values.getTuples()) {
      List<RexNode> items = IntStream.range(0, fields.size())
          .mapToObj(column -> item(builder, row.get(column), fields.get(column).getType()))
          .toList();
      builder
          .values(new String[] {"row"}, 0)
          .project(items, values.getRowType().getFieldNames(), true);
    }
    return builder.union(true, values.getTuples().size()).build();
  }

  private static RexNode item(RelBuilder builder, RexLiteral constant, RelDataType type) {
    return constant.getType().equals(type)
        ? constant
        : builder.getRexBuilder().makeAbstractCast(type, constant, false);
  }
}
