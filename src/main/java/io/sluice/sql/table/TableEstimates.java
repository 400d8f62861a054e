package io.sluice.sql.table;

import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.TableStatistics;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Estimates over one table, from its statistics and, where these are silent, from the shape of the condition. */
final class TableEstimates {
  private static final double MIN_SELECTIVITY = 1e-9;
  private static final double EQUALITY = 0.1;
  private static final double INEQUALITY = 0.9;
  private static final double RANGE = 0.33;
  private static final double BETWEEN = 0.2;
  private static final double PATTERN = 0.1;
  private static final double IS_NULL = 0.05;
  private static final double OTHER = 0.25;
  private static final double DISTINCT_SHARE = 0.1;

  private final Schema schema;
  private final TableStatistics statistics;
  private final double rowCount;

  TableEstimates(Schema schema, TableStatistics statistics) {
    this.schema = schema;
    this.statistics = statistics;
    this.rowCount = statistics.rowCount().orElse(CatalogTable.UNKNOWN_ROW_COUNT);
  }

  /** How many different values some columns have together, in the rows that meet a condition. */
  double distinctRows(ImmutableBitSet columns, @Nullable RexNode condition) {
    double rows = rowCount * selectivity(condition);
    double distinct = 1;
    for (int column : columns) {
      distinct *= statistics.column(column).distinctCount().orElse(rowCount * DISTINCT_SHARE);
    }
    return Math.max(1, Math.min(distinct, rows));
  }

  /** The share of rows that meet a condition, as if its parts were independent. */
  double selectivity(@Nullable RexNode condition) {
    if (condition == null || condition.isAlwaysTrue()) {
      return 1;
    }
    double share = 1;
    for (RexNode part : RelOptUtil.conjunctions(condition)) {
      share *= shareOf(part);
    }
    return Math.max(share, MIN_SELECTIVITY);
  }

  private double shareOf(RexNode part) {
    if (!(part instanceof RexCall call)) {
      return 0.5;
    }
    return switch (call.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> 1 / distinctCount(call).orElse(1 / EQUALITY);
      case NOT_EQUALS -> INEQUALITY;
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> rangeShare(call);
      case OR -> anyOf(call);
      case NOT -> 1 - shareOf(call.getOperands().get(0));
      case SEARCH -> searchShare(call);
      case LIKE -> PATTERN;
      case IS_NULL -> nullShare(call);
      case IS_NOT_NULL -> 1 - nullShare(call);
      default -> OTHER;
    };
  }

  private double nullShare(RexCall call) {
    return uncast(call.getOperands().get(0)) instanceof RexInputRef column
        ? column(column).nullFraction().orElse(IS_NULL)
        : IS_NULL;
  }

  private double anyOf(RexCall call) {
    double none = 1;
    for (RexNode alternative : call.getOperands()) {
      none *= 1 - selectivity(alternative);
    }
    return 1 - none;
  }

  private double searchShare(RexCall call) {
    Sarg<?> set = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    if (set == null || set.isComplementedPoints()) {
      return INEQUALITY;
    }
    if (!set.isPoints()) {
      return BETWEEN;
    }
    return Math.min(1, set.pointCount / distinctCount(call).orElse(1 / EQUALITY));
  }

  /** Of the columns that a condition compares; the most selective one counts. */
  private OptionalDouble distinctCount(RexCall call) {
    double most = 0;
    for (RexNode operand : call.getOperands()) {
      RexNode value = uncast(operand);
      if (value instanceof RexInputRef column) {
        most = Math.max(most, column(column).distinctCount().orElse(0));
      }
    }
    return most > 0 ? OptionalDouble.of(most) : OptionalDouble.empty();
  }

  private ColumnStatistics column(RexInputRef column) {
    return statistics.column(column.getIndex());
  }

  private static RexNode uncast(RexNode node) {
    return node instanceof RexCall cast && cast.getKind() == SqlKind.CAST
        ? uncast(cast.getOperands().get(0))
        : node;
  }

  /** By the place of the constant between the column's least and greatest value. */
  private double rangeShare(RexCall call) {
    RexNode left = uncast(call.getOperands().get(0));
    RexNode right = uncast(call.getOperands().get(1));
    boolean isLess =
        call.getKind() == SqlKind.LESS_THAN || call.getKind() == SqlKind.LESS_THAN_OR_EQUAL;
    if (left instanceof RexInputRef column && right instanceof RexLiteral constant) {
      return below(column, constant, isLess);
    }
    if (right instanceof RexInputRef column && left instanceof RexLiteral constant) {
      return below(column, constant, !isLess);
    }
    return RANGE;
  }

  private double below(RexInputRef column, RexLiteral constant, boolean isBelow) {
    ColumnStatistics known = column(column);
    if (known.min().isEmpty() || known.max().isEmpty() || constant.isNull()) {
      return RANGE;
    }
    OptionalDouble least = number(known.min().get());
    OptionalDouble greatest = number(known.max().get());
    OptionalDouble value = constant(constant, column.getIndex());
    if (least.isEmpty()
        || greatest.isEmpty()
        || value.isEmpty()
        || greatest.getAsDouble() <= least.getAsDouble()) {
      return RANGE;
    }
    double share = shareBelow(
        value.getAsDouble(),
        known.histogram().size() < 2
            ? List.of(known.min().get(), known.max().get())
            : known.histogram());
    return isBelow ? share : 1 - share;
  }

  /** By the place of a value among bounds between any two neighbours of which equally many rows lie. */
  private static double shareBelow(double value, List<Literal> bounds) {
    int parts = bounds.size() - 1;
    for (int i = 0; i < parts; i++) {
      double from = number(bounds.get(i)).orElse(value);
      double to = number(bounds.get(i + 1)).orElse(value);
      if (value <= from) {
        return (double) i / parts;
      }
      if (value < to) {
        return (i + (value - from) / (to - from)) / parts;
      }
    }
    return 1;
  }

  private OptionalDouble constant(RexLiteral constant, int column) {
    try {
      Literal literal = io.sluice.sql.type.SqlLiterals.toEngine(constant);
      return literal.type().kind() == schema.type(column).kind()
              || literal.type().isNumeric()
          ? number(literal)
          : OptionalDouble.empty();
    } catch (io.sluice.error.SluiceException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble number(Literal literal) {
    return literal.value() instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
