package io.sluice.sql.dialect;

import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** ORDER BY behind a set operation by what a side other than the first calls a column, or by the expression that a side has there. Such keys become the places of the columns. */
final class SetOperationOrder {
  private final List<SqlSelect> sides = new ArrayList<>();

  private SetOperationOrder() {}

  /** The same order, with places where no column of the result has the name. */
  static SqlOrderBy byPlaces(SqlOrderBy ordered) {
    if (!isSetOperation(ordered.query)) {
      return ordered;
    }
    SetOperationOrder order = new SetOperationOrder();
    if (!order.addSides(ordered.query)
        || order.sides.get(0).getSelectList().stream().anyMatch(Trees::isStar)) {
      return ordered;
    }
    List<SqlNode> keys = ordered.orderList.stream().map(order::key).toList();
    return new SqlOrderBy(
        ordered.getParserPosition(),
        ordered.query,
        new SqlNodeList(keys, ordered.orderList.getParserPosition()),
        ordered.offset,
        ordered.fetch);
  }

  private static boolean isSetOperation(SqlNode query) {
    return switch (query.getKind()) {
      case UNION, INTERSECT, EXCEPT ->
        !((SqlCall) query).getOperator().getName().endsWith("BY NAME");
      default -> false;
    };
  }

  /** Whether all sides are such that their columns have places. */
  private boolean addSides(SqlNode query) {
    if (query instanceof SqlSelect select) {
      sides.add(select);
      return true;
    }
    return isSetOperation(query)
        && ((SqlCall) query).getOperandList().stream().allMatch(this::addSides);
  }

  private SqlNode key(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) key;
        yield call.getOperator().createCall(key.getParserPosition(), key(call.operand(0)));
      }
      default -> {
        int place = hasName(sides.get(0).getSelectList(), key) ? -1 : place(key);
        yield place < 0
            ? key
            : SqlLiteral.createExactNumeric(Integer.toString(place + 1), key.getParserPosition());
      }
    };
  }

  private int place(SqlNode key) {
    for (SqlSelect select : sides) {
      SqlNodeList side = select.getSelectList();
      for (int i = 0; i < side.size() && !Trees.isStar(side.get(i)); i++) {
        SqlNode item = side.get(i);
        if (isNamed(item, key)
            || isColumn(select.getFrom(), Trees.withoutAlias(item), key)
            || Trees.withoutAlias(item).equalsDeep(key, Litmus.IGNORE)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean hasName(SqlNodeList items, SqlNode key) {
    return items.stream().anyMatch(item -> isNamed(item, key));
  }

  /** Whether a key is a column of the item's side, written with its table where the item is not. */
  private static boolean isColumn(@Nullable SqlNode from, SqlNode item, SqlNode key) {
    return from != null
        && item instanceof SqlIdentifier column
        && column.isSimple()
        && key instanceof SqlIdentifier name
        && name.names.size() == 2
        && column.getSimple().equalsIgnoreCase(name.names.get(1))
        && name.names.get(0).equalsIgnoreCase(Trees.alias(from));
  }

  private static boolean isNamed(SqlNode item, SqlNode key) {
    if (!(key instanceof SqlIdentifier name) || !name.isSimple()) {
      return false;
    }
    SqlNode named = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
    return named instanceof SqlIdentifier column
        && column.names.get(column.names.size() - 1).equalsIgnoreCase(name.getSimple());
  }
}
