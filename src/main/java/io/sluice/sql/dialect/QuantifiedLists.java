package io.sluice.sql.dialect;

import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.Trees;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** {@code value = ANY(list)} as {@code value = ANY (SELECT unnest(list))}, and so with ALL and all comparisons. NULL for a list is as an empty list. */
final class QuantifiedLists {
  private QuantifiedLists() {}

  /**
   * @param comparison with ANY or ALL, of a sub-query or a list
   */
  static SqlNode unnested(SqlCall comparison) {
    if (!(comparison.getOperandList().get(1) instanceof SqlNodeList lists) || lists.size() != 1) {
      return comparison;
    }
    SqlNode list = lists.get(0);
    SqlSelect elements = SelectBuilder.select(list.getParserPosition(), Trees.call("unnest", list))
        .build();
    return comparison
        .getOperator()
        .createCall(comparison.getParserPosition(), comparison.getOperandList().get(0), elements);
  }
}
