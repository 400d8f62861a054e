package io.sluice.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name a user may have meant. */
public final class NearestName {
  private NearestName() {}

  /** {@code ; did you mean 'x'?} for the nearest candidate, or an empty text when none is near. */
  public static String hint(String name, Collection<String> candidates) {
    String nearest = find(name, candidates);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  /** The nearest other candidate by edit distance, if it is at most a third of the name's length away. */
  public static @Nullable String find(String name, Collection<String> candidates) {
    int best = Math.max(1, name.length() / 3) + 1;
    String nearest = null;
    for (String candidate : candidates) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < best && !candidate.equals(name)) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein distance. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[right.length()];
  }
}
