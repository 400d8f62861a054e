package io.sluice.operator.aggregate.accumulator;

/** What is accumulated of values. */
public enum AccumulatorKind {
  /** The sum of counts, 0 without a value. */
  TOTAL_COUNT,
  SUM,
  /** The sum of BIGINTs that are sums of INTEGERs, as BIGINT. */
  INTEGER_SUM,
  MIN,
  MAX
}
