package io.sluice.plan;

/** One task of one stage of one query, in one attempt. */
public record TaskId(QueryId query, int stage, int task, int attempt) {
  @Override
  public String toString() {
    return query + "." + stage + "." + task + "." + attempt;
  }
}
