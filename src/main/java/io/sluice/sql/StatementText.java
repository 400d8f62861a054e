package io.sluice.sql;

import io.sluice.sql.parser.StatementParser;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlNode;

/**
 * A statement by its place in a text. Trees are made anew at each use, as validation changes them.
 *
 * @param text of all statements that were parsed together
 * @param index which of them
 */
record StatementText(String text, int index) {
  /** The statement without the PREPARE, EXPLAIN or DESCRIBE before it. */
  SqlNode tree() {
    SqlNode tree = StatementParser.parse(text).get(index);
    while (true) {
      if (tree instanceof SqlExplain explain) {
        tree = explain.getExplicandum();
      } else if (tree instanceof SqlCall call && call.getOperator().getName().equals("PREPARE")) {
        tree = call.operand(1);
      } else if (tree instanceof SqlCall call
          && call.getOperator().getName().equals("DESCRIBE QUERY")) {
        tree = call.operand(0);
      } else {
        return tree;
      }
    }
  }
}
