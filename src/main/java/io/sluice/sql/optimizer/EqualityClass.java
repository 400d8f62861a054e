package io.sluice.sql.optimizer;

import java.util.List;
import org.apache.calcite.rex.RexNode;

/** Expressions of relations of a {@link JoinGraph} that conditions make equal, each over one relation. */
final class EqualityClass {
  private final List<Member> members;
  private final long relations;

  /** Makes a class of the members, of two relations at least. */
  EqualityClass(List<Member> members) {
    this.members = List.copyOf(members);
    relations = members.stream().mapToLong(Member::relations).reduce(0, (a, b) -> a | b);
  }

  long relations() {
    return relations;
  }

  /** Whether both sets have a member: their join may hash by it. */
  boolean isShared(long left, long right) {
    return (relations & left) != 0 && (relations & right) != 0;
  }

  /** The share of rows of the product of a set's relations in which all members are equal: one by the different values of each, but the fewest. */
  double selectivity(long set) {
    double fewest = Double.POSITIVE_INFINITY;
    double product = 1;
    long seen = 0;
    for (Member member : members) {
      if (member.isWithin(set) && (seen & member.relations()) == 0) {
        seen |= member.relations();
        product *= member.distinctValues();
        fewest = Math.min(fewest, member.distinctValues());
      }
    }
    return seen == 0 ? 1 : fewest / product;
  }

  /** A member that reads a relation of the set, which has one. */
  RexNode within(long set) {
    return members.stream()
        .filter(member -> member.isWithin(set))
        .findFirst()
        .orElseThrow()
        .expression();
  }

  /**
   * An expression over one relation.
   *
   * @param relations the bit of the relation
   * @param distinctValues estimated, at least 1
   */
  record Member(RexNode expression, long relations, double distinctValues) {
    boolean isWithin(long set) {
      return (relations & ~set) == 0;
    }
  }
}
