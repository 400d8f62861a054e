package io.sluice.operator.aggregate.function;

/** What is told of pairs (y, x) by their count, their means and the sums of products of the distances from these. */
enum CoMoment {
  COVARIANCE_POPULATION(1),
  COVARIANCE_SAMPLE(2),
  CORRELATION(1),
  SLOPE(1),
  INTERCEPT(1),
  R2(1),
  COUNT(0),
  MEAN_X(1),
  MEAN_Y(1),
  SUM_XX(1),
  SUM_YY(1),
  SUM_XY(1);

  private final int minCount;

  CoMoment(int minCount) {
    this.minCount = minCount;
  }

  /** Whether there is a result; otherwise it is NULL. */
  boolean isDefined(long count, double xx, double yy) {
    return switch (this) {
      case CORRELATION -> count >= minCount && xx != 0 && yy != 0;
      case SLOPE, INTERCEPT, R2 -> count >= minCount && xx != 0;
      default -> count >= minCount;
    };
  }

  double of(double n, double meanX, double meanY, double xx, double yy, double xy) {
    return switch (this) {
      case COVARIANCE_POPULATION -> xy / n;
      case COVARIANCE_SAMPLE -> xy / (n - 1);
      case CORRELATION -> xy / (Math.sqrt(xx) * Math.sqrt(yy));
      case SLOPE -> xy / xx;
      case INTERCEPT -> meanY - xy / xx * meanX;
      case R2 -> yy == 0 ? 1 : xy * xy / (xx * yy);
      case COUNT -> n;
      case MEAN_X -> meanX;
      case MEAN_Y -> meanY;
      case SUM_XX -> xx;
      case SUM_YY -> yy;
      case SUM_XY -> xy;
    };
  }
}
