package io.sluice.sql.physical;

import io.sluice.sql.logical.LogicalRecursion;
import io.sluice.sql.logical.LogicalUnnest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelDigest;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexUtil;

/**
 * The sub-plans that stand at several places of a plan and are computed once. These are the largest such: what is within them is no other. They join, group or sort rows of
 * tables, give the same rows each time, are not within the term of a recursion, and are expected to give few enough rows to be kept in memory.
 */
final class CommonPlans {
  static final CommonPlans NONE = new CommonPlans(Map.of());

  private final Map<RelDigest, Integer> readers;

  private CommonPlans(Map<RelDigest, Integer> readers) {
    this.readers = Map.copyOf(readers);
  }

  /**
   * Looks for them.
   *
   * @param maxRows the most rows one may be expected to give; 0 finds none
   */
  static CommonPlans of(RelNode root, long maxRows) {
    Search search = new Search(maxRows, root.getCluster().getMetadataQuery());
    if (maxRows == 0 || !search.count(root).isCostly()) {
      return NONE;
    }
    search.choose(root);
    search.readers.values().removeIf(count -> count < 2);
    return new CommonPlans(search.readers);
  }

  /** How many places of the plan have that sub-plan; 0 unless it is one of these. */
  int readers(RelNode node) {
    return readers.isEmpty() ? 0 : readers.getOrDefault(node.getRelDigest(), 0);
  }

  /**
   * What a sub-plan does.
   *
   * @param isCostly whether it joins, groups or sorts rows of a table
   * @param isRepeatable whether it gives the same rows each time
   */
  private record Traits(boolean readsTable, boolean isCostly, boolean isRepeatable) {}

  private static final class Search {
    private final long maxRows;
    private final RelMetadataQuery metadata;
    private final Map<RelDigest, Integer> occurrences = new HashMap<>();
    private final Map<RelDigest, Integer> readers = new HashMap<>();
    private final Set<RelDigest> seen = new HashSet<>();

    Search(long maxRows, RelMetadataQuery metadata) {
      this.maxRows = maxRows;
      this.metadata = metadata;
    }

    Traits count(RelNode node) {
      boolean readsTable = node instanceof TableScan;
      boolean isCostly = false;
      boolean isRepeatable = isRepeatable(node);
      for (RelNode input : node.getInputs()) {
        Traits traits = count(input);
        readsTable |= traits.readsTable();
        isCostly |= traits.isCostly();
        isRepeatable &= traits.isRepeatable();
      }
      isCostly |= readsTable && isCostly(node);
      if (isCostly && isRepeatable) {
        occurrences.merge(node.getRelDigest(), 1, Integer::sum);
      }
      return new Traits(readsTable, isCostly, isRepeatable);
    }

    /** Counts the places at which a sub-plan stands that is within no other one, or is within one that is counted there. */
    void choose(RelNode node) {
      RelDigest digest = node.getRelDigest();
      if (occurrences.getOrDefault(digest, 0) > 1 && metadata.getRowCount(node) <= maxRows) {
        readers.merge(digest, 1, Integer::sum);
        if (!seen.add(digest)) {
          return;
        }
      }
      if (node instanceof LogicalRecursion recursion) {
        choose(recursion.getLeft());
      } else {
        node.getInputs().forEach(this::choose);
      }
    }
  }

  private static boolean isCostly(RelNode node) {
    return node instanceof Aggregate
        || node instanceof Join
        || node instanceof Sort
        || node instanceof Project project && project.containsOver();
  }

  private static boolean isRepeatable(RelNode node) {
    if (node instanceof Project project) {
      return project.getProjects().stream().allMatch(RexUtil::isDeterministic);
    }
    if (node instanceof Filter filter) {
      return RexUtil.isDeterministic(filter.getCondition());
    }
    if (node instanceof Join join) {
      return RexUtil.isDeterministic(join.getCondition());
    }
    if (node instanceof LogicalUnnest unnest) {
      return unnest.collections().stream().allMatch(RexUtil::isDeterministic);
    }
    return !(node instanceof Sample);
  }
}
