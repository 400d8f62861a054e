package io.sluice.sql.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.config.Clock;
import io.sluice.error.SluiceException;
import io.sluice.sql.type.SluiceTypeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinSearchTest {
  private static final int COLUMNS = 3;

  private final PlanningDeadline deadline = new PlanningDeadline(Clock.SYSTEM, 60_000);
  private final RelBuilder builder =
      RelFactories.LOGICAL_BUILDER.create(Clusters.create(new SluiceTypeFactory(), deadline), null);
  private final RexBuilder rex = builder.getRexBuilder();
  private final RelDataType integer = builder.getTypeFactory().createSqlType(SqlTypeName.INTEGER);

  @Property(tries = 300)
  void findsTheCheapestTreeOfAConnectedGraph(@ForAll long seed) {
    Random random = new Random(seed);
    int relations = 2 + random.nextInt(7);
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 1; i < relations; i++) {
      conditions.add(equal(column(random, random.nextInt(i)), column(random, i)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int one = random.nextInt(relations);
      int other = (one + 1 + random.nextInt(relations - 1)) % relations;
      conditions.add(
          random.nextInt(3) == 0
              ? rex.makeCall(
                  SqlStdOperatorTable.LESS_THAN, column(random, one), column(random, other))
              : equal(column(random, one), column(random, other)));
    }
    JoinGraph graph = new JoinGraph(relations(random, relations), conditions);
    JoinTree found = new JoinSearch(graph, deadline).cheapest();
    assertThat(found.relations()).isEqualTo(graph.all());
    assertThat(found.cost()).isCloseTo(cheapest(graph), within(1e-9 * Math.max(1, found.cost())));
  }

  @Property(tries = 100)
  void joinsEachRelationOnceAndChecksEachConditionWhateverTheGraph(@ForAll long seed) {
    Random random = new Random(seed);
    int relations = 2 + random.nextInt(30);
    List<RexNode> conditions = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      int one = random.nextInt(relations);
      int other = (one + 1 + random.nextInt(relations - 1)) % relations;
      conditions.add(
          rex.makeCall(SqlStdOperatorTable.NOT_EQUALS, column(random, one), column(random, other)));
    }
    JoinGraph graph = new JoinGraph(relations(random, relations), conditions);
    JoinTree tree = new JoinSearch(graph, deadline).cheapest();
    assertThat(tree.relations()).isEqualTo(graph.all());
    List<RexNode> checked = new ArrayList<>();
    collect(graph, tree, checked);
    assertThat(checked).containsExactlyInAnyOrderElementsOf(conditions);
  }

  @Test
  void columnsThatAreEqualThroughOthersAreJoinedWithoutTheirOwnCondition() {
    JoinGraph graph = new JoinGraph(
        relations(new Random(1), 3),
        List.of(equal(column(0, 0), column(1, 1)), equal(column(1, 1), column(2, 2))));
    assertThat(graph.isConnected(0b001, 0b100)).isTrue();
    assertThat(graph.between(0b001, 0b100)).containsExactly(equal(column(0, 0), column(2, 2)));
    assertThat(graph.between(0b101, 0b010)).containsExactly(equal(column(0, 0), column(1, 1)));
  }

  @Test
  void columnsOfOneRelationThatAreEqualThroughOthersAreComparedThere() {
    JoinGraph graph = new JoinGraph(
        relations(new Random(1), 2),
        List.of(equal(column(0, 0), column(1, 1)), equal(column(0, 2), column(1, 1))));
    assertThat(graph.relation(0).explain()).contains("condition=[=($2, $0)]");
    assertThat(graph.between(0b01, 0b10)).containsExactly(equal(column(0, 2), column(1, 1)));
  }

  @Test
  void aSearchThatTakesTooLongEnds() {
    PlanningDeadline over = new PlanningDeadline(Clock.SYSTEM, 0);
    JoinGraph graph = new JoinGraph(relations(new Random(1), 4), List.of());
    assertThatThrownBy(() -> new JoinSearch(graph, over).cheapest())
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("ordering joins");
  }

  /** By trying all pairs of connected halves of each connected set. */
  private static double cheapest(JoinGraph graph) {
    Map<Long, JoinTree> best = new HashMap<>();
    for (int i = 0; i < graph.relationCount(); i++) {
      best.put(1L << i, JoinTree.relation(i, graph.rows(1L << i)));
    }
    for (long set = 1; set <= graph.all(); set++) {
      for (long left = (set - 1) & set; left != 0; left = (left - 1) & set) {
        @Nullable JoinTree one = best.get(left);
        @Nullable JoinTree other = best.get(set & ~left);
        if (one != null && other != null && graph.isConnected(left, set & ~left)) {
          double rows = graph.rows(set);
          JoinTree joined = new JoinTree(
              set,
              rows,
              one.cost() + other.cost() + graph.cost(one, other, rows),
              List.of(one, other));
          best.merge(set, joined, (a, b) -> a.cost() <= b.cost() ? a : b);
        }
      }
    }
    return best.get(graph.all()).cost();
  }

  private static void collect(JoinGraph graph, JoinTree tree, List<RexNode> conditions) {
    if (!tree.inputs().isEmpty()) {
      JoinTree left = tree.inputs().get(0);
      JoinTree right = tree.inputs().get(1);
      assertThat(left.relations() & right.relations()).isZero();
      conditions.addAll(graph.between(left.relations(), right.relations()));
      collect(graph, left, conditions);
      collect(graph, right, conditions);
    }
  }

  private List<RelNode> relations(Random random, int count) {
    List<RelNode> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int rows = 1 + random.nextInt(40);
      Object[] values = new Object[rows * COLUMNS];
      for (int j = 0; j < values.length; j++) {
        values[j] = random.nextInt(10);
      }
      found.add(builder.values(new String[] {"a", "b", "c"}, values).build());
    }
    return found;
  }

  private RexNode column(Random random, int relation) {
    return column(relation, random.nextInt(COLUMNS));
  }

  private RexNode column(int relation, int column) {
    return new RexInputRef(relation * COLUMNS + column, integer);
  }

  private RexNode equal(RexNode one, RexNode other) {
    return rex.makeCall(SqlStdOperatorTable.EQUALS, one, other);
  }
}
