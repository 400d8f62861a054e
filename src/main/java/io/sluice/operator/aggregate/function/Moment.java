package io.sluice.operator.aggregate.function;

/** What is told of a distribution by its count and the sums of powers of the distances from its mean. */
enum Moment {
  VARIANCE_POPULATION(2, 1) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return m2 / n;
    }
  },
  VARIANCE_SAMPLE(2, 2) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return m2 / (n - 1);
    }
  },
  DEVIATION_POPULATION(2, 1) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return Math.sqrt(m2 / n);
    }
  },
  DEVIATION_SAMPLE(2, 2) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return Math.sqrt(m2 / (n - 1));
    }
  },
  STANDARD_ERROR(2, 1) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return Math.sqrt(m2 / n) / Math.sqrt(n);
    }
  },
  SKEWNESS(3, 3) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return Math.sqrt(n * (n - 1)) / (n - 2) * (m3 / n) / Math.pow(m2 / n, 1.5);
    }
  },
  KURTOSIS_POPULATION(4, 2) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      return n * m4 / (m2 * m2) - 3;
    }

    @Override
    boolean isDefined(long count, double m2) {
      return super.isDefined(count, m2) && m2 > 0;
    }
  },
  KURTOSIS_SAMPLE(4, 4) {
    @Override
    double of(double n, double m2, double m3, double m4) {
      double ratio = n * m4 / (m2 * m2);
      return (n - 1) * ((n + 1) * ratio - 3 * (n - 1)) / ((n - 2) * (n - 3));
    }

    @Override
    boolean isDefined(long count, double m2) {
      return super.isDefined(count, m2) && m2 > 0;
    }
  };

  private final int highestPower;
  private final int minCount;

  Moment(int highestPower, int minCount) {
    this.highestPower = highestPower;
    this.minCount = minCount;
  }

  /** The highest power it needs the sum of. */
  int highestPower() {
    return highestPower;
  }

  /** Whether there is a result; otherwise it is NULL. */
  boolean isDefined(long count, double m2) {
    return count >= minCount;
  }

  abstract double of(double n, double m2, double m3, double m4);
}
