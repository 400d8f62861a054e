package io.sluice.sql.optimizer;

import java.util.List;

/**
 * One relation of a {@link JoinGraph}, or two trees that are joined.
 *
 * @param relations the bits of the relations below
 * @param rows estimated
 * @param cost of all joins below, in rows
 * @param inputs two, or none of a relation
 */
record JoinTree(long relations, double rows, double cost, List<JoinTree> inputs) {
  static JoinTree relation(int relation, double rows) {
    return new JoinTree(1L << relation, rows, 0, List.of());
  }

  /** What the topmost join costs. */
  double ownCost() {
    return cost - inputs.stream().mapToDouble(JoinTree::cost).sum();
  }
}
