package io.sluice.function.text;

import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** How alike two texts are, from 0 to 1, by their code points. */
public final class SimilarityFunctions {
  private static final double PREFIX_WEIGHT = 0.1;
  private static final double MIN_JARO_FOR_PREFIX = 0.7;
  private static final int MAX_PREFIX = 4;

  private SimilarityFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        function(
            "jaccard",
            "How many of the characters that one of both has are in both; 0 of an empty text.",
            "jaccard('duck', 'luck') is 0.6",
            SimilarityFunctions::jaccard),
        function(
            "jaro_similarity",
            "The similarity of Jaro, by the characters that stand near each other in both; 0 of an empty text.",
            "jaro_similarity('duck', 'duck') is 1.0",
            SimilarityFunctions::jaro),
        function(
            "jaro_winkler_similarity",
            "The similarity of Jaro, raised for texts that begin with the same characters.",
            "jaro_winkler_similarity('duck', 'duck') is 1.0",
            SimilarityFunctions::jaroWinkler));
  }

  private static ScalarFunction function(
      String name, String sentence, String example, ToDoubleBiFunction<int[], int[]> similarity) {
    return ScalarDefinition.named("text", name)
        .says(sentence, example)
        .rows(
            name + "(text, text)",
            List.of(VARCHAR, VARCHAR),
            DOUBLE,
            row -> similarity.applyAsDouble(codePoints(row, 0), codePoints(row, 1)))
        .build();
  }

  private static int[] codePoints(@Nullable Object[] row, int index) {
    return ((String) requireNonNull(row[index])).codePoints().toArray();
  }

  private static double jaccard(int[] left, int[] right) {
    Set<Integer> all = set(left);
    Set<Integer> common = set(left);
    Set<Integer> others = set(right);
    all.addAll(others);
    common.retainAll(others);
    return all.isEmpty() ? 0 : (double) common.size() / all.size();
  }

  private static Set<Integer> set(int[] codePoints) {
    Set<Integer> set = new HashSet<>();
    for (int codePoint : codePoints) {
      set.add(codePoint);
    }
    return set;
  }

  private static double jaro(int[] left, int[] right) {
    if (left.length == 0 || right.length == 0) {
      return 0;
    }
    int reach = Math.max(0, Math.max(left.length, right.length) / 2 - 1);
    boolean[] isTaken = new boolean[right.length];
    int[] matched = new int[left.length];
    int matches = 0;
    for (int i = 0; i < left.length; i++) {
      int to = Math.min(right.length, i + reach + 1);
      for (int j = Math.max(0, i - reach); j < to; j++) {
        if (!isTaken[j] && left[i] == right[j]) {
          isTaken[j] = true;
          matched[matches++] = left[i];
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int transposed = 0;
    int next = 0;
    for (int j = 0; j < right.length; j++) {
      if (isTaken[j] && matched[next++] != right[j]) {
        transposed++;
      }
    }
    int inOrder = matches - transposed / 2;
    double share = matches;
    return (share / left.length + share / right.length + inOrder / share) / 3;
  }

  private static double jaroWinkler(int[] left, int[] right) {
    double jaro = jaro(left, right);
    if (jaro <= MIN_JARO_FOR_PREFIX) {
      return jaro;
    }
    int prefix = 0;
    int longest = Math.min(MAX_PREFIX, Math.min(left.length, right.length));
    while (prefix < longest && left[prefix] == right[prefix]) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }
}
