package io.sluice.sql;

import io.sluice.sql.parser.StatementParser;
import org.apache.calcite.sql.SqlNode;

/**
 * A statement by its place in a text. Trees are made anew at each use, as validation changes them.
 *
 * @param text of all statements that were parsed together
 * @param index which of them
 */
record StatementText(String text, int index) {
  SqlNode tree() {
    return StatementParser.parse(text).get(index);
  }
}
