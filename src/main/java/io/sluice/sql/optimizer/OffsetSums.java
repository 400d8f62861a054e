package io.sluice.sql.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Adds values up once for all of {@code sum(x), sum(x + 1), sum(x + 2)}: a sum of {@code x + c} is {@code sum(x) + c * count(x)}. Only for integers of up to 32 bits, so that
 * the sums themselves do not overflow, and where several sums have {@code x} in common.
 *
 * <p>Where {@code x + c} may overflow, the error must not get lost: it does so for some {@code x} exactly if it does for the greatest one, or the least one where {@code c} is
 * negative. So that is computed as well, and 0 times it is added.
 */
final class OffsetSums {
  private final Aggregate aggregate;
  private final Project input;
  private final RexBuilder rex;
  private final List<RexNode> columns;
  private final List<AggregateCall> calls = new ArrayList<>();

  /**
   * The argument of a sum: a value to which a number is added.
   *
   * @param type the type of both together
   * @param canOverflow whether they may not fit it
   */
  private record Offset(RexNode value, long number, RelDataType type, boolean canOverflow) {}

  private OffsetSums(Aggregate aggregate, Project input) {
    this.aggregate = aggregate;
    this.input = input;
    rex = aggregate.getCluster().getRexBuilder();
    columns = new ArrayList<>(input.getProjects());
  }

  static RelNode share(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        return visited instanceof Aggregate aggregate
                && aggregate.getInput() instanceof Project project
            ? new OffsetSums(aggregate, project).shared()
            : visited;
      }
    });
  }

  private RelNode shared() {
    List<@Nullable Offset> offsets = new ArrayList<>();
    Map<RexNode, Integer> uses = new HashMap<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      Offset offset = offset(call);
      offsets.add(offset);
      if (offset != null) {
        uses.merge(offset.value(), 1, Integer::sum);
      }
    }
    offsets.replaceAll(
        offset -> offset == null || uses.getOrDefault(offset.value(), 0) < 2 ? null : offset);
    if (offsets.stream().allMatch(offset -> offset == null || offset.number() == 0)) {
      return aggregate;
    }
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < offsets.size(); i++) {
      places.add(addCalls(aggregate.getAggCallList().get(i), offsets.get(i)));
    }
    RelNode project = LogicalProject.create(
        input.getInput(), input.getHints(), columns, (List<String>) null, Set.of());
    RelNode result = LogicalAggregate.create(
        project, aggregate.getHints(), aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    return outputs(result, offsets, places);
  }

  /** The argument of a plain sum of narrow integers, null for other calls. */
  private @Nullable Offset offset(AggregateCall call) {
    boolean isPlain = call.getAggregation().getKind() == SqlKind.SUM
        && call.getArgList().size() == 1
        && !call.isDistinct()
        && call.collation.getFieldCollations().isEmpty();
    if (!isPlain) {
      return null;
    }
    RexNode argument = input.getProjects().get(call.getArgList().get(0));
    if (!isNarrow(argument.getType()) || !RexUtil.isDeterministic(argument)) {
      return null;
    }
    boolean isSum = argument instanceof RexCall sum
        && (sum.getKind() == SqlKind.PLUS || sum.getKind() == SqlKind.MINUS)
        && sum.getOperands().size() == 2;
    Offset offset = isSum ? offset((RexCall) argument) : null;
    return offset == null ? new Offset(widened(argument), 0, argument.getType(), false) : offset;
  }

  private static @Nullable Offset offset(RexCall sum) {
    RexNode left = sum.getOperands().get(0);
    RexNode right = sum.getOperands().get(1);
    boolean isMinus = sum.getKind() == SqlKind.MINUS;
    Long number = number(right);
    RexNode value = left;
    if (number == null && !isMinus) {
      number = number(left);
      value = right;
    }
    value = widened(value);
    if (number == null || !isNarrow(value.getType()) || !isNarrow(sum.getType())) {
      return null;
    }
    long offset = isMinus ? -number : number;
    long limit = 1L << bits(value.getType()) - 1;
    long resultLimit = 1L << bits(sum.getType()) - 1;
    if (offset < -resultLimit || offset >= resultLimit) {
      return null;
    }
    boolean canOverflow = offset - limit < -resultLimit || offset + limit - 1 >= resultLimit;
    return new Offset(value, offset, sum.getType(), canOverflow);
  }

  /** A constant that is a whole number of up to 32 bits. */
  private static @Nullable Long number(RexNode node) {
    RexNode constant = widened(node);
    if (!(constant instanceof RexLiteral literal) || !isNarrow(literal.getType())) {
      return null;
    }
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    return value == null || value.stripTrailingZeros().scale() > 0 ? null : value.longValue();
  }

  /** What is inside of casts to wider integers. */
  private static RexNode widened(RexNode node) {
    RexNode inner = node;
    while (inner.isA(SqlKind.CAST)
        && isNarrow(inner.getType())
        && isNarrow(((RexCall) inner).getOperands().get(0).getType())
        && bits(((RexCall) inner).getOperands().get(0).getType()) <= bits(inner.getType())) {
      inner = ((RexCall) inner).getOperands().get(0);
    }
    return inner;
  }

  private static boolean isNarrow(RelDataType type) {
    return bits(type) > 0;
  }

  private static int bits(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return switch (name) {
      case TINYINT -> Byte.SIZE;
      case SMALLINT -> Short.SIZE;
      case INTEGER -> Integer.SIZE;
      default -> 0;
    };
  }

  /** Adds the calls that make up one of the aggregate, and answers where they stand among the calls. */
  private int[] addCalls(AggregateCall call, @Nullable Offset offset) {
    if (offset == null) {
      return new int[] {add(call)};
    }
    int column = columns.indexOf(offset.value());
    if (column < 0) {
      column = columns.size();
      columns.add(offset.value());
    }
    int sum = add(over(call, call.getAggregation(), column, call.getType()));
    if (offset.number() == 0) {
      return new int[] {sum};
    }
    RelDataType countType = rex.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    int count = add(over(call, SqlStdOperatorTable.COUNT, column, countType));
    if (!offset.canOverflow()) {
      return new int[] {sum, count};
    }
    SqlAggFunction extreme =
        offset.number() > 0 ? SqlStdOperatorTable.MAX : SqlStdOperatorTable.MIN;
    RelDataType extremeType =
        rex.getTypeFactory().createTypeWithNullability(offset.value().getType(), true);
    return new int[] {sum, count, add(over(call, extreme, column, extremeType))};
  }

  private int add(AggregateCall call) {
    int known = calls.indexOf(call);
    if (known >= 0) {
      return known;
    }
    calls.add(call);
    return calls.size() - 1;
  }

  private static AggregateCall over(
      AggregateCall call, SqlAggFunction function, int column, RelDataType type) {
    return AggregateCall.create(
        call.getParserPosition(),
        function,
        false,
        call.isApproximate(),
        call.ignoreNulls(),
        List.of(),
        List.of(column),
        call.filterArg,
        call.distinctKeys,
        RelCollations.EMPTY,
        type,
        null);
  }

  private RelNode outputs(RelNode result, List<@Nullable Offset> offsets, List<int[]> places) {
    int groupCount = aggregate.getGroupCount();
    RelDataType type = aggregate.getRowType();
    List<RexNode> outputs = new ArrayList<>();
    for (int i = 0; i < groupCount; i++) {
      outputs.add(rex.makeInputRef(result, i));
    }
    for (int i = 0; i < places.size(); i++) {
      int[] place = places.get(i);
      RexNode output = rex.makeInputRef(result, groupCount + place[0]);
      Offset offset = offsets.get(i);
      if (offset != null && offset.number() != 0) {
        RexNode count = rex.makeInputRef(result, groupCount + place[1]);
        RexNode number = rex.makeExactLiteral(BigDecimal.valueOf(offset.number()), count.getType());
        RexNode added = rex.makeCall(SqlStdOperatorTable.MULTIPLY, count, number);
        output = rex.makeCall(SqlStdOperatorTable.PLUS, output, added);
        if (offset.canOverflow()) {
          RexNode extreme = rex.makeInputRef(result, groupCount + place[2]);
          output = rex.makeCall(SqlStdOperatorTable.PLUS, output, zero(extreme, offset));
        }
      }
      RelDataType wanted = type.getFieldList().get(groupCount + i).getType();
      outputs.add(
          output.getType().equals(wanted) ? output : rex.makeAbstractCast(wanted, output, false));
    }
    return LogicalProject.create(result, List.of(), outputs, type.getFieldNames(), Set.of());
  }

  /** 0, NULL, or an error where the number does not fit when added to the extreme of the values. */
  private RexNode zero(RexNode extreme, Offset offset) {
    RelDataType type = rex.getTypeFactory().createTypeWithNullability(offset.type(), true);
    RexNode number = rex.makeExactLiteral(
        BigDecimal.valueOf(offset.number()),
        rex.getTypeFactory().createTypeWithNullability(type, false));
    RexNode sum = rex.makeCall(
        type,
        SqlStdOperatorTable.PLUS,
        List.of(
            extreme.getType().equals(type) ? extreme : rex.makeAbstractCast(type, extreme, false),
            number));
    return rex.makeCall(
        SqlStdOperatorTable.MULTIPLY, sum, rex.makeExactLiteral(BigDecimal.ZERO, number.getType()));
  }
}
