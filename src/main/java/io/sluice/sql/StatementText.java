package io.sluice.sql;

import io.sluice.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlNode;

/**
 * A statement by its place in a text. Each use has a tree of its own, as validation changes it.
 *
 * @param text of all statements that were parsed together
 * @param index which of them
 * @param openPivotCount how many axes of PIVOT do without their values
 * @param pivotValues the values of the first of them
 * @param isPivotQuestion whether the query for the values of the next one is meant
 * @param unused for the first use; the others parse the text again
 */
record StatementText(
    String text,
    int index,
    int openPivotCount,
    List<List<String>> pivotValues,
    boolean isPivotQuestion,
    UnusedTree unused) {
  /** Calls whose first operand is the query that they are about. */
  private static final Set<String> SOURCES = Set.of("DESCRIBE QUERY", "COPY TO");

  StatementText(String text, int index) {
    this(text, index, 0, List.of(), false, UnusedTree.none());
  }

  /** Of a tree that was made of it. */
  static StatementText of(String text, int index, SqlNode tree) {
    return new StatementText(
        text, index, OpenPivots.count(tree), List.of(), false, UnusedTree.of(tree));
  }

  boolean isMissingPivotValues() {
    return !isPivotQuestion && pivotValues.size() < openPivotCount;
  }

  StatementText withPivotValues(List<String> values) {
    List<List<String>> all = new ArrayList<>(pivotValues);
    all.add(List.copyOf(values));
    return new StatementText(text, index, openPivotCount, all, false, unused);
  }

  StatementText pivotQuestion() {
    return new StatementText(text, index, openPivotCount, pivotValues, true, unused);
  }

  /** The statement without the PREPARE, EXPLAIN or DESCRIBE before it. */
  SqlNode tree() {
    SqlNode tree = written();
    if (openPivotCount > 0) {
      OpenPivots.fill(tree, pivotValues);
    }
    return isPivotQuestion ? OpenPivots.question(tree) : tree;
  }

  private SqlNode written() {
    SqlNode tree = unused.take().orElseGet(() -> StatementParser.parse(text).get(index));
    while (true) {
      if (tree instanceof SqlExplain explain) {
        tree = explain.getExplicandum();
      } else if (tree instanceof SqlCall call && call.getOperator().getName().equals("PREPARE")) {
        tree = call.operand(1);
      } else if (tree instanceof SqlCall call
          && SOURCES.contains(call.getOperator().getName())) {
        tree = call.operand(0);
      } else {
        return tree;
      }
    }
  }
}
