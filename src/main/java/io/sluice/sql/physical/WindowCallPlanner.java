package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.operator.window.FrameBound;
import io.sluice.operator.window.FrameExclusion;
import io.sluice.operator.window.FrameUnits;
import io.sluice.operator.window.WindowCall;
import io.sluice.operator.window.WindowFrame;
import io.sluice.operator.window.WindowFunction;
import io.sluice.sql.expression.AggregateOperator;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;

/** One call over a window: its function, its frame, and the columns it reads. */
final class WindowCallPlanner {
  /** More rows than a partition can have. */
  private static final long ALL_ROWS = 1L << 40;

  private final WindowInput columns;
  private final RexOver over;
  private final RexWindow window;
  private final AggregateInput input;

  WindowCallPlanner(WindowInput columns, RexOver over) {
    this.columns = columns;
    this.over = over;
    this.window = over.getWindow();
    this.input = AggregateInput.of(over);
  }

  /** The order of the window; for a RANGE frame with offsets by a type in which these can be added. */
  List<SortField> orderBy() {
    List<SortField> fields = new ArrayList<>();
    for (RexFieldCollation field : window.orderKeys) {
      PhysicalExpression key = hasRangeOffset()
          ? columns.translate(rangeOffsets().key())
          : columns.translate(field.left);
      if (key instanceof LiteralExpression && !hasRangeOffset()) {
        continue;
      }
      ColumnExpression column = columns.column(key);
      boolean isRepeated = fields.stream().anyMatch(other -> other.expression().equals(column));
      if (!isRepeated) {
        fields.add(new SortField(column, isDescending(field), areNullsFirst(field)));
      }
    }
    return fields;
  }

  private static boolean isDescending(RexFieldCollation field) {
    return field.getDirection() == RelFieldCollation.Direction.DESCENDING;
  }

  /** NULL counts as the largest value where the statement does not say otherwise. */
  private static boolean areNullsFirst(RexFieldCollation field) {
    return switch (field.getNullDirection()) {
      case FIRST -> true;
      case LAST -> false;
      case UNSPECIFIED -> isDescending(field);
    };
  }

  WindowCall call() {
    WindowFunction function = function();
    List<ColumnExpression> arguments = new ArrayList<>();
    for (PhysicalExpression argument : arguments(function)) {
      arguments.add(columns.column(argument));
    }
    WindowFrame frame = function.hasFrame() ? frame() : WindowFrame.WHOLE_PARTITION;
    boolean isRepeatable = function == WindowFunction.MIN || function == WindowFunction.MAX;
    boolean isDistinct = over.isDistinct() && !isRepeatable;
    Optional<AggregateFunction> aggregate = aggregate();
    DataType type = type(function, arguments);
    if (isDistinct && !frame.isGrowing() && aggregate.isEmpty()) {
      BasicAggregate basic = BasicAggregate.valueOf(function.name());
      function = WindowFunction.AGGREGATE;
      aggregate = Optional.of(basic);
      type = implementation(basic, arguments).resultType();
    }
    return new WindowCall(
        function,
        aggregate,
        arguments,
        input.filter(columns),
        input.orderBy(columns),
        isDistinct,
        over.ignoreNulls(),
        frame,
        type,
        aggregate.map(AggregateFunction::name).orElse(function.sqlName()) + "("
            + (arguments.isEmpty() ? "" : arguments.get(0).name()) + ")");
  }

  private WindowFunction function() {
    WindowFunction function = WindowOperator.function(over.getAggOperator());
    if (function != null) {
      return function;
    }
    if (aggregate().isPresent()) {
      return WindowFunction.AGGREGATE;
    }
    if (over.getOperands().size() > 1) {
      throw notSupported(name() + " of several columns over a window");
    }
    return switch (over.getAggOperator().getKind()) {
      case COUNT -> WindowFunction.COUNT;
      case SUM, SUM0 -> WindowFunction.SUM;
      case AVG -> WindowFunction.AVG;
      case MIN -> WindowFunction.MIN;
      case MAX -> WindowFunction.MAX;
      default -> throw notSupported(name() + " over a window");
    };
  }

  private Optional<AggregateFunction> aggregate() {
    return over.getAggOperator() instanceof AggregateOperator operator
        ? Optional.of(operator.function())
        : Optional.empty();
  }

  private AggregateImplementation implementation(
      AggregateFunction function, List<? extends PhysicalExpression> arguments) {
    return function
        .implementation(arguments.stream().map(PhysicalExpression::type).toList())
        .orElseThrow(() -> notSupported(name() + " of these types"));
  }

  /** What the function reads: the arguments in the types of its implementation. */
  private List<PhysicalExpression> aggregateArguments(List<PhysicalExpression> given) {
    AggregateFunction function = aggregate().orElseThrow();
    List<DataType> types = implementation(function, given).argumentTypes();
    List<PhysicalExpression> arguments = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      arguments.add(Casts.cast(given.get(i), types.get(i)));
    }
    return arguments;
  }

  private String name() {
    return over.getAggOperator().getName();
  }

  private List<PhysicalExpression> arguments(WindowFunction function) {
    List<PhysicalExpression> given = new ArrayList<>();
    input.operands().forEach(operand -> given.add(columns.translate(operand)));
    return switch (function) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> List.of();
      case NTILE -> List.of(Casts.cast(given.get(0), DataType.BIGINT));
      case LAG, LEAD -> shiftArguments(given);
      case NTH_VALUE -> List.of(given.get(0), Casts.cast(given.get(1), DataType.BIGINT));
      case FIRST_VALUE, LAST_VALUE, MIN, MAX -> List.of(given.get(0));
      case COUNT ->
        given.isEmpty() || !given.get(0).isNullable() && !over.isDistinct()
            ? List.of()
            : List.of(given.get(0));
      case SUM, AVG -> List.of(number(given.get(0)));
      case AGGREGATE -> aggregateArguments(given);
    };
  }

  private List<PhysicalExpression> shiftArguments(List<PhysicalExpression> given) {
    DataType type = SqlTypes.toEngine(over.getType());
    PhysicalExpression offset = given.size() > 1
        ? Casts.cast(given.get(1), DataType.BIGINT)
        : new LiteralExpression(Literal.of(1L));
    PhysicalExpression otherwise = given.size() > 2
        ? Casts.cast(given.get(2), type)
        : new LiteralExpression(Literal.ofNull(type));
    return List.of(Casts.cast(given.get(0), type), offset, otherwise);
  }

  /** Whole numbers as BIGINT; decimals as they are, unless the result is a DOUBLE. */
  private PhysicalExpression number(PhysicalExpression argument) {
    if (!argument.type().isNumeric()) {
      throw notSupported(name() + " of " + argument.type() + " over a window");
    }
    TypeKind result = SqlTypes.toEngine(over.getType()).kind();
    return switch (argument.type().kind()) {
      case DECIMAL -> result == TypeKind.DOUBLE ? Casts.cast(argument, DataType.DOUBLE) : argument;
      case DOUBLE -> argument;
      default ->
        Casts.cast(argument, argument.type().isWholeNumber() ? DataType.BIGINT : DataType.DOUBLE);
    };
  }

  private DataType type(WindowFunction function, List<ColumnExpression> arguments) {
    return switch (function) {
      case ROW_NUMBER, RANK, DENSE_RANK, NTILE, COUNT -> DataType.BIGINT;
      case PERCENT_RANK, CUME_DIST -> DataType.DOUBLE;
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, MIN, MAX ->
        arguments.get(0).type();
      case AGGREGATE -> implementation(aggregate().orElseThrow(), arguments).resultType();
      case SUM, AVG ->
        arguments.get(0).type().kind() == TypeKind.DOUBLE
            ? DataType.DOUBLE
            : SqlTypes.toEngine(over.getType());
    };
  }

  private WindowFrame frame() {
    RexWindowBound lower = window.getLowerBound();
    RexWindowBound upper = window.getUpperBound();
    FrameUnits units = FrameUnits.RANGE;
    if (isGroups(lower) || isGroups(upper)) {
      units = FrameUnits.GROUPS;
    } else if (window.isRows()) {
      units = FrameUnits.ROWS;
    }
    FrameExclusion exclusion = switch (window.getExclude()) {
      case EXCLUDE_NO_OTHER -> FrameExclusion.NO_OTHERS;
      case EXCLUDE_CURRENT_ROW -> FrameExclusion.CURRENT_ROW;
      case EXCLUDE_GROUP -> FrameExclusion.GROUP;
      case EXCLUDE_TIES -> FrameExclusion.TIES;
    };
    return new WindowFrame(units, bound(lower, units), bound(upper, units), exclusion);
  }

  private static boolean isGroups(RexWindowBound bound) {
    return bound.getOffset() instanceof RexCall call
        && call.getOperator().equals(WindowOperator.GROUPS_OFFSET);
  }

  private FrameBound bound(RexWindowBound bound, FrameUnits units) {
    if (bound.isCurrentRow()) {
      return FrameBound.CURRENT_ROW;
    }
    if (bound.isUnbounded()) {
      return bound.isPreceding() ? FrameBound.UNBOUNDED_PRECEDING : FrameBound.UNBOUNDED_FOLLOWING;
    }
    if (units != FrameUnits.RANGE && !(count(bound) instanceof RexLiteral)) {
      PhysicalExpression offset = columns.translate(count(bound));
      if (!offset.type().isWholeNumber()) {
        throw new SluiceException(
            ErrorCode.TYPE_MISMATCH,
            "The offset of a frame of ROWS or GROUPS is a whole number, but got " + offset.type(),
            position(),
            null);
      }
      return FrameBound.ofColumn(
          bound.isPreceding(),
          columns.column(Casts.cast(offset, DataType.BIGINT)).index());
    }
    long offset = units == FrameUnits.RANGE
        ? columns.column(columns.translate(rangeOffsets().value(bound))).index()
        : constant(count(bound));
    if (units != FrameUnits.RANGE && offset >= ALL_ROWS) {
      return bound.isPreceding() ? FrameBound.UNBOUNDED_PRECEDING : FrameBound.UNBOUNDED_FOLLOWING;
    }
    return bound.isPreceding() ? FrameBound.preceding(offset) : FrameBound.following(offset);
  }

  private static RexNode count(RexWindowBound bound) {
    RexNode offset = bound.getOffset();
    return offset instanceof RexCall call && call.getOperator().equals(WindowOperator.GROUPS_OFFSET)
        ? call.getOperands().get(0)
        : offset;
  }

  private long constant(RexNode number) {
    BigDecimal value = ((RexLiteral) number).getValueAs(BigDecimal.class);
    if (value == null || value.signum() < 0 || value.stripTrailingZeros().scale() > 0) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "The offset of a frame of ROWS or GROUPS is a whole number that is not negative, but got "
              + value,
          position(),
          null);
    }
    return value.min(BigDecimal.valueOf(ALL_ROWS)).longValue();
  }

  private boolean hasRangeOffset() {
    boolean hasOffset =
        window.getLowerBound().getOffset() != null || window.getUpperBound().getOffset() != null;
    return hasOffset
        && !window.isRows()
        && (WindowOperator.function(over.getAggOperator()) == null || function().hasFrame());
  }

  private RangeOffsets rangeOffsets() {
    if (window.orderKeys.size() != 1) {
      throw notSupported("A RANGE frame with an offset over other than one order key");
    }
    RexFieldCollation key = window.orderKeys.get(0);
    return new RangeOffsets(columns.builder(), key.left, isDescending(key), window, position());
  }

  private @org.jspecify.annotations.Nullable Position position() {
    return over.getParserPosition().getLineNum() > 0
        ? StatementParser.position(over.getParserPosition())
        : null;
  }

  private SluiceException notSupported(String what) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED, what + " is not supported", position(), null);
  }
}
