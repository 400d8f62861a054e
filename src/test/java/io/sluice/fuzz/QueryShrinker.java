package io.sluice.fuzz;

import java.util.function.Predicate;

/** Makes a failing query smaller as long as it still fails, by leaving out or replacing one piece after the other. */
final class QueryShrinker {
  private static final int MAX_TRIES = 600;

  private QueryShrinker() {}

  static Node shrink(Node query, Predicate<Node> fails) {
    Node smallest = query;
    int tries = 0;
    boolean isShrinking = true;
    while (isShrinking && tries < MAX_TRIES) {
      isShrinking = false;
      for (Node candidate : smallest.reductions()) {
        if (candidate.size() < smallest.size() && tries++ < MAX_TRIES && fails.test(candidate)) {
          smallest = candidate;
          isShrinking = true;
          break;
        }
      }
    }
    return smallest;
  }
}
