package io.sluice.sql;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** The tree that a statement was read from, for the first who asks: whoever plans a tree changes it. Thread-safe. */
final class UnusedTree {
  private final AtomicReference<@Nullable SqlNode> tree;

  private UnusedTree(@Nullable SqlNode tree) {
    this.tree = new AtomicReference<>(tree);
  }

  static UnusedTree of(SqlNode tree) {
    return new UnusedTree(tree);
  }

  static UnusedTree none() {
    return new UnusedTree(null);
  }

  /** The tree at the first call, nothing afterwards. */
  Optional<SqlNode> take() {
    return Optional.ofNullable(tree.getAndSet(null));
  }
}
