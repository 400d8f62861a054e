package io.sluice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fuzz.QueryComparison.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random queries give the same rows on one worker, on three and in the reference. {@code sluice.fuzz.queries} says how many, {@code sluice.fuzz.seed} which: query number i of a seed is
 * always the same.
 */
class RandomQueryTest {
  private static final long SEED = Long.getLong("sluice.fuzz.seed", 20_260_101);
  private static final int QUERIES = Integer.getInteger("sluice.fuzz.queries", 2000);

  /** A defect tends to show itself many times. */
  private static final int MAX_FAILURES = Integer.getInteger("sluice.fuzz.failures", 5);

  @Test
  void givesTheRowsOfTheReference() {
    List<String> failures = new ArrayList<>();
    Map<String, Integer> refused = new TreeMap<>();
    int agreed = 0;
    int incomparable = 0;
    try (QueryComparison comparison = new QueryComparison(SEED)) {
      for (int i = 0; i < QUERIES && failures.size() < MAX_FAILURES; i++) {
        Node query = new RandomQueries(new Random(SEED * 1_000_003 + i)).query();
        Outcome outcome = comparison.compare(query.sql());
        if (outcome instanceof Outcome.Agreed) {
          agreed++;
        } else if (outcome instanceof Outcome.Incomparable) {
          incomparable++;
        } else if (outcome instanceof Outcome.Refused refusal) {
          refused.merge(refusal.reason(), 1, Integer::sum);
        } else if (outcome instanceof Outcome.Different difference) {
          System.out.printf("query %d differs (%s): %s%n", i, difference.kind(), query.sql());
          failures.add(describe(i, query, comparison, difference.kind()));
        }
      }
    }
    System.out.printf(
        "random queries of seed %d: %d agree, %d are refused, %d cannot be compared%n",
        SEED, agreed, refused.values().stream().mapToInt(count -> count).sum(), incomparable);
    refused.forEach((reason, count) -> System.out.printf("%6d refused: %s%n", count, reason));
    assertThat(failures)
        .as("seed %d; each is shrunk, and runs on the tables of RandomTables", SEED)
        .isEmpty();
    assertThat(agreed).as("queries that agree").isGreaterThan(QUERIES / 4);
  }

  private static String describe(int number, Node query, QueryComparison comparison, String kind) {
    Node shrunk = QueryShrinker.shrink(
        query,
        candidate -> comparison.compare(candidate.sql()) instanceof Outcome.Different difference
            && difference.kind().equals(kind));
    return "query %d: %s%n%s%n".formatted(number, shrunk.sql(), comparison.compare(shrunk.sql()));
  }
}
