package io.sluice.sql.write;

import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Pieces of syntax that statements stand for. */
final class Syntax {
  private Syntax() {}

  static SqlNode cast(SqlNode value, SqlDataTypeSpec type) {
    return SqlStdOperatorTable.CAST.createCall(value.getParserPosition(), value, type);
  }

  static SqlNode as(SqlNode value, String name) {
    SqlParserPos position = value.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(position, value, new SqlIdentifier(name, position));
  }

  static SqlNode call(String function, SqlNode... arguments) {
    SqlParserPos position = arguments[0].getParserPosition();
    return new SqlUnresolvedFunction(
            new SqlIdentifier(function, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(position, arguments);
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
    SqlParserPos position = items.get(0).getParserPosition();
    return new SqlSelect(
        position,
        SqlNodeList.EMPTY,
        new SqlNodeList(items, position),
        from,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        SqlNodeList.EMPTY);
  }
}
