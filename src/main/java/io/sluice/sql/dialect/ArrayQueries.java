package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code ARRAY(query)}: the values of a query's only column, in its order. It is an aggregate over the query, which gives the keys of its ORDER BY as columns behind the first.
 */
final class ArrayQueries {
  private static final String TABLE = "listed";
  private static final String VALUE = "value";
  private static final String KEY = "key";

  private ArrayQueries() {}

  static SqlNode aggregated(SqlCall array) {
    SqlNode query = array.operand(0);
    checkOneColumn(query);
    SqlParserPos position = array.getParserPosition();
    List<SqlNode> names = new ArrayList<>(List.of(name(VALUE, position)));
    List<SqlNode> order = new ArrayList<>();
    SqlNode source = query instanceof SqlOrderBy ordered && !ordered.orderList.isEmpty()
        ? withKeys(ordered, names, order)
        : query;
    List<SqlNode> as = new ArrayList<>(List.of(source, name(TABLE, position)));
    as.addAll(names);
    SqlNode list = Trees.call("array_agg", position, List.of(name(VALUE, position)));
    SqlNode sorted = order.isEmpty()
        ? list
        : SqlStdOperatorTable.WITHIN_GROUP.createCall(
            position, list, new SqlNodeList(order, position));
    SqlNode present = SqlStdOperatorTable.COALESCE.createCall(
        position, sorted, Trees.call("list_value", position, List.of()));
    SqlNode aggregate = SelectBuilder.select(position, present)
        .from(SqlStdOperatorTable.AS.createCall(position, as))
        .build();
    return SqlStdOperatorTable.SCALAR_QUERY.createCall(position, aggregate);
  }

  private static SqlNode withKeys(SqlOrderBy ordered, List<SqlNode> names, List<SqlNode> order) {
    boolean isPlain = ordered.query instanceof SqlSelect select
        && !select.isDistinct()
        && select.getSelectList().size() == 1;
    for (SqlNode key : ordered.orderList) {
      SqlParserPos position = key.getParserPosition();
      if (OrderByAll.isAll(key)) {
        order.add(SortKeys.with(key, name(VALUE, position)));
        continue;
      }
      SqlNode value = SortKeys.value(key);
      boolean isOutput = value instanceof SqlNumericLiteral || isOutput(value, ordered.query);
      if (!isOutput && !isPlain) {
        throw DialectRewriter.error(
            ErrorCode.NOT_SUPPORTED,
            "ARRAY of a query that is ordered by other than its column is not supported",
            key);
      }
      if (isOutput) {
        order.add(SortKeys.with(key, name(VALUE, position)));
      } else {
        String name = KEY + names.size();
        ((SqlSelect) ordered.query).getSelectList().add(TreeCopy.of(value));
        names.add(name(name, position));
        order.add(SortKeys.with(key, name(name, position)));
      }
    }
    return ordered.offset == null && ordered.fetch == null ? ordered.query : ordered;
  }

  private static void checkOneColumn(SqlNode query) {
    switch (query.getKind()) {
      case ORDER_BY -> checkOneColumn(((SqlOrderBy) query).query);
      case WITH -> checkOneColumn(((SqlWith) query).body);
      case UNION, INTERSECT, EXCEPT, VALUES -> checkOneColumn(((SqlCall) query).operand(0));
      case ROW -> checkOneColumn(((SqlCall) query).getOperandList(), query);
      case SELECT -> checkOneColumn(((SqlSelect) query).getSelectList(), query);
      default -> throw several(query);
    }
  }

  private static void checkOneColumn(List<SqlNode> items, SqlNode query) {
    if (items.size() != 1) {
      throw several(query);
    }
    if (Trees.isStar(items.get(0))) {
      throw DialectRewriter.notSupported("ARRAY of a query with * instead of its column", query);
    }
  }

  private static SluiceException several(SqlNode query) {
    return DialectRewriter.error(
        ErrorCode.SEMANTIC_ERROR, "ARRAY takes a query of one column", query);
  }

  private static boolean isOutput(SqlNode key, SqlNode query) {
    if (!(key instanceof SqlIdentifier name) || !name.isSimple()) {
      return false;
    }
    return query instanceof SqlSelect select
        && select.getSelectList().stream()
            .map(Trees::outputName)
            .anyMatch(name.getSimple()::equalsIgnoreCase);
  }

  private static SqlIdentifier name(String name, SqlParserPos position) {
    return new SqlIdentifier(name, position);
  }
}
