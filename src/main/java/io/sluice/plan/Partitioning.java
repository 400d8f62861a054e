package io.sluice.plan;

import io.sluice.expression.PhysicalExpression;
import java.util.List;

/** How the rows of a node are spread over its output partitions. */
public sealed interface Partitioning {
  int partitionCount();

  /** Nothing is known. */
  record Unknown(int partitionCount) implements Partitioning {
    @Override
    public String toString() {
      return "UnknownPartitioning(" + partitionCount + ")";
    }
  }

  /** Batches are dealt in turn. */
  record RoundRobinBatch(int partitionCount) implements Partitioning {
    @Override
    public String toString() {
      return "RoundRobinBatch(" + partitionCount + ")";
    }
  }

  /** Rows that are equal in the expressions, NULLs among them, stand in the same partition. */
  record Hash(List<PhysicalExpression> expressions, int partitionCount) implements Partitioning {
    public Hash {
      expressions = List.copyOf(expressions);
    }

    @Override
    public String toString() {
      return "Hash(" + expressions + ", " + partitionCount + ")";
    }
  }
}
