package io.sluice.operator.sort;

import java.util.Arrays;

/**
 * A tournament between inputs: the winner has the smallest row. When the winner's row changes, it plays again only against the losers on its way to the
 * root.
 */
final class LoserTree {
  private static final int NOBODY = -1;

  interface Order {
    /** Whether one input's row comes before another's. */
    boolean isBefore(int left, int right);
  }

  private final Order order;
  /** The winner at 0, the losers of inner node i at i; input i is the leaf at {@code i + tree.length}. */
  private final int[] tree;

  LoserTree(int inputCount, Order order) {
    this.order = order;
    tree = new int[inputCount];
  }

  /** Plays the whole tournament. */
  void build() {
    Arrays.fill(tree, NOBODY);
    for (int input = 0; input < tree.length; input++) {
      int contender = input;
      int node = (input + tree.length) / 2;
      while (node > 0 && tree[node] != NOBODY) {
        if (order.isBefore(tree[node], contender)) {
          int winner = tree[node];
          tree[node] = contender;
          contender = winner;
        }
        node /= 2;
      }
      tree[node] = contender;
    }
  }

  int winner() {
    return tree[0];
  }

  /** Finds the next winner after the winner's row changed. */
  void replay() {
    int contender = tree[0];
    for (int node = (contender + tree.length) / 2; node > 0; node /= 2) {
      if (order.isBefore(tree[node], contender)) {
        int winner = tree[node];
        tree[node] = contender;
        contender = winner;
      }
    }
    tree[0] = contender;
  }
}
