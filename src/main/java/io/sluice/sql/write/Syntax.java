package io.sluice.sql.write;

import io.sluice.sql.tree.SelectBuilder;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Pieces of syntax that statements stand for. */
final class Syntax {
  private Syntax() {}

  static SqlNode cast(SqlNode value, SqlDataTypeSpec type) {
    return SqlStdOperatorTable.CAST.createCall(value.getParserPosition(), value, type);
  }

  static SqlNode join(
      SqlNode left,
      JoinType type,
      SqlNode right,
      JoinConditionType conditionType,
      @Nullable SqlNode condition,
      SqlParserPos position) {
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(false, position),
        type.symbol(position),
        right,
        conditionType.symbol(position),
        condition);
  }

  static SqlNode ordered(SqlNode query, SqlNode... keys) {
    SqlParserPos position = query.getParserPosition();
    return new SqlOrderBy(position, query, new SqlNodeList(List.of(keys), position), null, null);
  }

  static SqlSelect select(List<SqlNode> items, @Nullable SqlNode from) {
    return SelectBuilder.select(items.get(0).getParserPosition(), items)
        .from(from)
        .build();
  }
}
