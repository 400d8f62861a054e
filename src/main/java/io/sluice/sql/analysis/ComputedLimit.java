package io.sluice.sql.analysis;

import com.google.common.collect.ImmutableList;
import io.sluice.sql.expression.WindowOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * LIMIT and OFFSET with a {@link ComputedRowCount}: rows are numbered in their order, and a condition keeps those whose numbers are wanted. A limit that is NULL is
 * none.
 */
final class ComputedLimit {
  private static final String NUMBER = "$number";
  private static final String COUNT = "$count";

  private final RelNode input;
  private final RexBuilder rex;
  private final RelDataType bigint;
  private final RelDataType real;

  private ComputedLimit(RelNode input) {
    this.input = input;
    this.rex = input.getCluster().getRexBuilder();
    this.bigint = rex.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    this.real = rex.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
  }

  /**
   * The rows of an input that remain, in no order.
   *
   * @param offset a number, a {@link ComputedRowCount} or null, and so is fetch
   */
  static RelNode of(
      RelNode input, RelCollation order, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    return new ComputedLimit(input).limited(order, offset, fetch);
  }

  private RelNode limited(RelCollation order, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    List<String> names = input.getRowType().getFieldNames();
    List<RexNode> columns = new ArrayList<>(rex.identityProjects(input.getRowType()));
    columns.add(over(WindowOperator.ROW_NUMBER, order));
    columns.add(over(SqlStdOperatorTable.COUNT, null));
    List<String> numberedNames = new ArrayList<>(names);
    numberedNames.add(NUMBER);
    numberedNames.add(COUNT);
    RelNode numbered = LogicalProject.create(input, List.of(), columns, numberedNames, Set.of());
    RexNode number = rex.makeInputRef(numbered, names.size());
    RexNode count = rex.makeInputRef(numbered, names.size() + 1);
    List<RexNode> conditions = new ArrayList<>();
    if (offset != null) {
      RexNode skipped =
          coalesce(rows(offset, count), rex.makeExactLiteral(BigDecimal.ZERO, bigint));
      number = rex.makeCall(SqlStdOperatorTable.MINUS, number, skipped);
      conditions.add(rex.makeCall(
          SqlStdOperatorTable.GREATER_THAN, number, rex.makeExactLiteral(BigDecimal.ZERO, bigint)));
    }
    if (fetch != null) {
      RexNode wanted = coalesce(rows(fetch, count), count);
      conditions.add(rex.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, number, wanted));
    }
    RelNode kept = LogicalFilter.create(numbered, RexUtil.composeConjunction(rex, conditions));
    return LogicalProject.create(
        kept,
        List.of(),
        rex.identityProjects(kept.getRowType()).subList(0, names.size()),
        names,
        Set.of());
  }

  private RexNode coalesce(RexNode value, RexNode otherwise) {
    return value.getType().isNullable()
        ? rex.makeCall(
            SqlStdOperatorTable.CASE,
            rex.makeCall(SqlStdOperatorTable.IS_NULL, value),
            otherwise,
            rex.makeNotNull(value))
        : value;
  }

  private RexNode rows(SqlNode number, RexNode count) {
    if (number instanceof SqlLiteral literal) {
      return rex.makeExactLiteral(literal.bigDecimalValue(), bigint);
    }
    ComputedRowCount computed = (ComputedRowCount) ((SqlCall) number).getOperator();
    if (!computed.isPercent()) {
      return computed.value();
    }
    RexNode part = rex.makeCall(
        SqlStdOperatorTable.DIVIDE,
        computed.value(),
        rex.makeApproxLiteral(BigDecimal.valueOf(100), real));
    RexNode rows = rex.makeCall(
        SqlStdOperatorTable.FLOOR,
        rex.makeCall(SqlStdOperatorTable.MULTIPLY, part, rex.makeAbstractCast(real, count, false)));
    return rex.makeAbstractCast(
        rex.getTypeFactory().createTypeWithNullability(bigint, rows.getType().isNullable()),
        rows,
        false);
  }

  private RexNode over(SqlAggFunction function, @Nullable RelCollation order) {
    ImmutableList.Builder<RexFieldCollation> keys = ImmutableList.builder();
    if (order != null) {
      for (RelFieldCollation field : order.getFieldCollations()) {
        keys.add(key(field));
      }
    }
    return rex.makeOver(
        SqlParserPos.ZERO,
        bigint,
        function,
        List.of(),
        List.of(),
        keys.build(),
        RexWindowBounds.UNBOUNDED_PRECEDING,
        order == null ? RexWindowBounds.UNBOUNDED_FOLLOWING : RexWindowBounds.CURRENT_ROW,
        RexWindowExclusion.EXCLUDE_NO_OTHER,
        order != null,
        true,
        false,
        false,
        false);
  }

  private RexFieldCollation key(RelFieldCollation field) {
    Set<SqlKind> directions = new java.util.HashSet<>();
    if (field.direction.isDescending()) {
      directions.add(SqlKind.DESCENDING);
    }
    directions.add(
        field.nullDirection == RelFieldCollation.NullDirection.FIRST
            ? SqlKind.NULLS_FIRST
            : SqlKind.NULLS_LAST);
    return new RexFieldCollation(rex.makeInputRef(input, field.getFieldIndex()), directions);
  }
}
