package io.sluice.bench;

/**
 * The table {@code hits} of ClickBench, made up by a query.
 *
 * @param rowCount rows in all; values repeat as often as in the published table only where there are many
 */
record HitsTable(long rowCount) implements GeneratedTable {
  private static final int ROWS_PER_PART = 500_000;

  @Override
  public String name() {
    return "hits";
  }

  @Override
  public int partCount() {
    return (int) Math.max(1, (rowCount + ROWS_PER_PART - 1) / ROWS_PER_PART);
  }

  @Override
  public void generate(int part, PartSink sink) {
    long from = (long) part * ROWS_PER_PART;
    boolean[] hasBegun = new boolean[1];
    try (BenchEngine engine = BenchEngine.start(1, 1)) {
      engine.forEach(
          query(rowCount, from, Math.min(rowCount, from + ROWS_PER_PART)), (schema, batch) -> {
            if (!hasBegun[0]) {
              sink.begin(schema);
              hasBegun[0] = true;
            }
            sink.add(batch);
          });
    }
  }

  /** The statements whose last one gives the rows from one number to another, without that one. */
  static String query(long rowCount, long from, long to) {
    return SuiteQueries.read("clickbench", "hits")
        .replace("${rows}", Long.toString(rowCount))
        .replace("${from}", Long.toString(from))
        .replace("${to}", Long.toString(to));
  }
}
