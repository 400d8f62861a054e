package io.sluice.sql.optimizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest tree of joins: by dynamic programming over all pairs of connected sets of relations (DPccp, Moerkotte and Neumann 2006), each pair once. Where
 * these are too many, by always joining the two trees that cost least next. Parts of the graph that no condition connects are joined at last, the smallest
 * first.
 */
final class JoinSearch {
  /** Pairs of sets that are looked at, for all parts of the graph together; about a microsecond each. */
  private static final int MAX_PAIRS = 20_000;

  private static final int PAIRS_BETWEEN_CHECKS = 1024;

  private final JoinGraph graph;
  private final PlanningDeadline deadline;
  private final Map<Long, JoinTree> best = new HashMap<>();
  private int pairs;

  JoinSearch(JoinGraph graph, PlanningDeadline deadline) {
    this.graph = graph;
    this.deadline = deadline;
  }

  JoinTree cheapest() {
    List<JoinTree> relations = new ArrayList<>();
    for (int relation = 0; relation < graph.relationCount(); relation++) {
      relations.add(JoinTree.relation(relation, graph.rows(1L << relation)));
    }
    relations.forEach(relation -> best.put(relation.relations(), relation));
    boolean isExhausted = enumerate();
    List<JoinTree> parts = new ArrayList<>();
    long rest = graph.all();
    while (rest != 0) {
      long part = graph.connected(rest & -rest);
      rest &= ~part;
      if (isExhausted) {
        parts.add(known(part));
      } else {
        parts.add(greedy(relations.stream()
            .filter(relation -> (relation.relations() & part) != 0)
            .toList()));
      }
    }
    return greedy(parts);
  }

  /** Joins the two trees that cost least until one is left. */
  private JoinTree greedy(List<JoinTree> trees) {
    List<JoinTree> rest = new ArrayList<>(trees);
    while (rest.size() > 1) {
      deadline.check("ordering joins");
      JoinTree next = cheapestPair(rest);
      rest.removeIf(tree -> (tree.relations() & next.relations()) != 0);
      rest.add(next);
    }
    return rest.get(0);
  }

  /** The cheapest join of two that a condition connects, or of any two where there is none. */
  private JoinTree cheapestPair(List<JoinTree> trees) {
    JoinTree cheapest = join(trees.get(0), trees.get(1));
    boolean isConnected = isConnected(trees.get(0), trees.get(1));
    for (int i = 0; i < trees.size(); i++) {
      for (int j = i + 1; j < trees.size(); j++) {
        boolean isPairConnected = isConnected(trees.get(i), trees.get(j));
        if (isConnected && !isPairConnected) {
          continue;
        }
        JoinTree joined = join(trees.get(i), trees.get(j));
        if (isPairConnected != isConnected || joined.ownCost() < cheapest.ownCost()) {
          cheapest = joined;
          isConnected = isPairConnected;
        }
      }
    }
    return cheapest;
  }

  private boolean isConnected(JoinTree one, JoinTree other) {
    return graph.isConnected(one.relations(), other.relations());
  }

  /** Fills in the best tree of each connected set; false if there are too many. */
  private boolean enumerate() {
    for (int relation = graph.relationCount() - 1; relation >= 0; relation--) {
      long set = 1L << relation;
      if (!pairsOf(set) || !grow(set, upTo(relation))) {
        return false;
      }
    }
    return true;
  }

  /** Every connected set that extends one by relations outside of the excluded. */
  private boolean grow(long set, long excluded) {
    long neighbours = graph.neighbours(set) & ~excluded;
    for (long added = lowest(neighbours); added != 0; added = next(added, neighbours)) {
      if (!pairsOf(set | added)) {
        return false;
      }
    }
    for (long added = lowest(neighbours); added != 0; added = next(added, neighbours)) {
      if (!grow(set | added, excluded | neighbours)) {
        return false;
      }
    }
    return true;
  }

  /** All pairs of the set and a connected set beside it. */
  private boolean pairsOf(long set) {
    long excluded = upTo(Long.numberOfTrailingZeros(set)) | set;
    long neighbours = graph.neighbours(set) & ~excluded;
    for (long rest = neighbours; rest != 0; ) {
      int relation = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
      long other = 1L << relation;
      rest &= ~other;
      if (!pair(set, other) || !growOther(set, other, excluded | upTo(relation) & neighbours)) {
        return false;
      }
    }
    return true;
  }

  private boolean growOther(long set, long other, long excluded) {
    long neighbours = graph.neighbours(other) & ~excluded;
    for (long added = lowest(neighbours); added != 0; added = next(added, neighbours)) {
      if (!pair(set, other | added)) {
        return false;
      }
    }
    for (long added = lowest(neighbours); added != 0; added = next(added, neighbours)) {
      if (!growOther(set, other | added, excluded | neighbours)) {
        return false;
      }
    }
    return true;
  }

  private boolean pair(long one, long other) {
    if (++pairs > MAX_PAIRS) {
      return false;
    }
    if (pairs % PAIRS_BETWEEN_CHECKS == 0) {
      deadline.check("ordering joins");
    }
    JoinTree joined = join(known(one), known(other));
    best.merge(
        joined.relations(), joined, (known, found) -> found.cost() < known.cost() ? found : known);
    return true;
  }

  private JoinTree join(JoinTree left, JoinTree right) {
    long relations = left.relations() | right.relations();
    @Nullable JoinTree known = best.get(relations);
    double rows = known == null ? graph.rows(relations) : known.rows();
    double cost = left.cost() + right.cost() + graph.cost(left, right, rows);
    return new JoinTree(relations, rows, cost, List.of(left, right));
  }

  /** The best tree of a set whose pairs were all looked at. */
  private JoinTree known(long set) {
    return Objects.requireNonNull(best.get(set));
  }

  /** The relations up to this one. */
  private static long upTo(int relation) {
    return (2L << relation) - 1;
  }

  private static long lowest(long set) {
    return set & -set;
  }

  /** The subset of the set that follows this one, 0 after the last. */
  private static long next(long subset, long set) {
    return (subset - set) & set;
  }
}
