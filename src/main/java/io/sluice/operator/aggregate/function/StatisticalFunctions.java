package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Variances, their relatives, and linear regression. All compute with DOUBLE. */
final class StatisticalFunctions {
  private StatisticalFunctions() {}

  static List<AggregateFunction> all() {
    return List.of(
        moment(
            Moment.VARIANCE_SAMPLE,
            "var_samp",
            List.of("variance", "var", "var_sample"),
            "The variance of a sample: of its unbiased estimate; NULL for fewer than two values.",
            "var_samp(x) over 1, 2, 3 is 1.0"),
        moment(
            Moment.VARIANCE_POPULATION,
            "var_pop",
            List.of("var_population"),
            "The variance of a whole population.",
            "var_pop(x) over 1, 3 is 1.0"),
        moment(
            Moment.DEVIATION_SAMPLE,
            "stddev_samp",
            List.of("stddev"),
            "The standard deviation of a sample; NULL for fewer than two values.",
            "stddev(x) over 1, 2, 3 is 1.0"),
        moment(
            Moment.DEVIATION_POPULATION,
            "stddev_pop",
            List.of(),
            "The standard deviation of a whole population.",
            "stddev_pop(x) over 1, 3 is 1.0"),
        moment(
            Moment.STANDARD_ERROR,
            "sem",
            List.of(),
            "The standard error of the mean.",
            "sem(x) over 1, 3 is 0.70711"),
        moment(
            Moment.SKEWNESS,
            "skewness",
            List.of(),
            "The skewness of a sample; NULL for fewer than three values.",
            "skewness(x) over 1, 2, 3 is 0.0"),
        moment(
            Moment.KURTOSIS_SAMPLE,
            "kurtosis",
            List.of(),
            "The excess kurtosis of a sample; NULL for fewer than four values.",
            ""),
        moment(
            Moment.KURTOSIS_POPULATION,
            "kurtosis_pop",
            List.of(),
            "The excess kurtosis of a whole population.",
            ""),
        pair(CoMoment.COVARIANCE_POPULATION, "covar_pop", "The covariance of a whole population."),
        pair(
            CoMoment.COVARIANCE_SAMPLE,
            "covar_samp",
            "The covariance of a sample; NULL for fewer than two pairs."),
        pair(
            CoMoment.CORRELATION,
            "corr",
            "The coefficient of correlation; NULL where x or y is the same in all pairs."),
        pair(CoMoment.SLOPE, "regr_slope", "The slope of the line that fits the pairs best."),
        pair(
            CoMoment.INTERCEPT,
            "regr_intercept",
            "The value at x = 0 of the line that fits the pairs best."),
        pair(CoMoment.R2, "regr_r2", "The coefficient of determination of the best line."),
        pair(
            CoMoment.COUNT,
            "regr_count",
            "The number of pairs of which no part is NULL; 0 when there is none."),
        pair(CoMoment.MEAN_X, "regr_avgx", "The average of x over the pairs."),
        pair(CoMoment.MEAN_Y, "regr_avgy", "The average of y over the pairs."),
        pair(CoMoment.SUM_XX, "regr_sxx", "The sum of squares of x - avg(x)."),
        pair(CoMoment.SUM_YY, "regr_syy", "The sum of squares of y - avg(y)."),
        pair(CoMoment.SUM_XY, "regr_sxy", "The sum of (x - avg(x)) * (y - avg(y))."));
  }

  private static AggregateFunction moment(
      Moment moment, String name, List<String> aliases, String description, String example) {
    return new AggregateDefinition(
        name, aliases, List.of(name + "(number)"), description, example, types -> {
          if (types.size() != 1 || !types.get(0).isNumeric()) {
            return Optional.empty();
          }
          return Optional.of(new AggregateImplementation(
              List.of(DataType.DOUBLE),
              DataType.DOUBLE,
              states(moment.highestPower()),
              Nulls.SKIPPED,
              memory -> new MomentAccumulator(moment, memory)));
        });
  }

  private static AggregateFunction pair(CoMoment moment, String name, String description) {
    return new AggregateDefinition(
        name, List.of(), List.of(name + "(y, x)"), description, "", types -> {
          if (types.size() != 2 || !types.stream().allMatch(DataType::isNumeric)) {
            return Optional.empty();
          }
          return Optional.of(new AggregateImplementation(
              List.of(DataType.DOUBLE, DataType.DOUBLE),
              moment == CoMoment.COUNT ? DataType.BIGINT : DataType.DOUBLE,
              states(CoMomentAccumulator.STATE_COUNT - 1),
              Nulls.SKIPPED,
              memory -> new CoMomentAccumulator(moment, memory)));
        });
  }

  /** The count and so many sums. */
  private static List<DataType> states(int sumCount) {
    List<DataType> states = new ArrayList<>(List.of(DataType.BIGINT));
    states.addAll(Collections.nCopies(sumCount, DataType.DOUBLE));
    return states;
  }
}
