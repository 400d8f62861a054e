package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * The columns that USING and NATURAL merge in one tree of joins. The validator merges the first two tables that have a column: with more of them that is right only where no
 * row lacks the first table's value, so other joins are refused.
 */
final class MergedColumns {
  private final Set<String> names = new HashSet<>();
  private boolean hasNatural;
  private boolean isMergedAgain;
  private @Nullable SqlJoin withoutFirst;

  private MergedColumns() {}

  /**
   * Checks a tree of joins from its root.
   *
   * @throws SluiceException of code NOT_SUPPORTED where a column of three tables is merged and the first of them may lack a row
   */
  static void check(SqlJoin root) {
    MergedColumns columns = new MergedColumns();
    columns.visit(root);
    SqlJoin join = columns.withoutFirst;
    if (columns.isMergedAgain && join != null) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Merging a column of more than two tables by USING or NATURAL with a "
              + join.getJoinType()
              + " JOIN is not supported; write the conditions with ON and the column with coalesce",
          StatementParser.position(join.getJoinTypeNode().getParserPosition()),
          null);
    }
  }

  private void visit(SqlNode relation) {
    if (!(relation instanceof SqlJoin join)) {
      return;
    }
    visit(join.getLeft());
    visit(join.getRight());
    switch (join.getJoinType()) {
      case RIGHT, FULL -> withoutFirst = join;
      default -> {}
    }
    if (join.isNatural()) {
      isMergedAgain |= hasNatural || !names.isEmpty();
      hasNatural = true;
    } else if (join.getConditionType() == JoinConditionType.USING
        && join.getCondition() instanceof SqlNodeList using) {
      for (SqlNode name : using) {
        boolean isNew = names.add(((SqlIdentifier) name).getSimple().toLowerCase(Locale.ROOT));
        isMergedAgain |= hasNatural || !isNew;
      }
    }
  }
}
