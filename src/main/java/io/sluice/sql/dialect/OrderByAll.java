package io.sluice.sql.dialect;

import io.sluice.config.NullOrder;
import io.sluice.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.Direction;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.jspecify.annotations.Nullable;

/**
 * The order of a whole query by the places of its columns, which needs no names: {@code ORDER BY ALL}, and numbers behind a set operation, whose columns may have
 * equal names.
 *
 * @param query without the order
 */
public record OrderByAll(
    SqlNode query,
    List<Item> items,
    @Nullable SqlNode offset,
    @Nullable SqlNode fetch) {
  private static final String OPERATOR = "ORDER BY ALL";

  /**
   * An item of the order.
   *
   * @param place of the column, from 1; 0 stands for all columns from the left
   * @param where it stands
   */
  public record Item(int place, Direction direction, NullDirection nulls, SqlNode where) {
    private static Item of(SqlNode tree, NullOrder nullOrder) {
      Direction direction = Direction.ASCENDING;
      NullDirection nulls = null;
      SqlNode item = tree;
      while (isModifier(item)) {
        switch (item.getKind()) {
          case DESCENDING -> direction = Direction.DESCENDING;
          case NULLS_FIRST -> nulls = NullDirection.FIRST;
          default -> nulls = NullDirection.LAST;
        }
        item = ((SqlCall) item).operand(0);
      }
      if (nulls == null) {
        nulls = nullOrder.isFirst(direction == Direction.DESCENDING)
            ? NullDirection.FIRST
            : NullDirection.LAST;
      }
      int place = item instanceof SqlNumericLiteral number ? number.intValue(false) : 0;
      return new Item(place, direction, nulls, tree);
    }
  }

  /**
   * The order of a query, or empty if it has another one or none.
   *
   * @param nullOrder where NULLs stand if the order does not say it
   */
  public static Optional<OrderByAll> of(SqlNode tree, NullOrder nullOrder) {
    if (!(tree instanceof SqlOrderBy ordered) || ordered.orderList.isEmpty()) {
      return Optional.empty();
    }
    List<SqlNode> items = ordered.orderList.getList();
    boolean isAll = items.size() == 1 && isAll(items.get(0));
    boolean arePlaces = ordered.query.isA(SqlKind.SET_QUERY)
        && items.stream()
            .allMatch(
                item -> inner(item) instanceof SqlNumericLiteral number && number.isInteger());
    return isAll || arePlaces
        ? Optional.of(new OrderByAll(
            ordered.query,
            items.stream().map(item -> Item.of(item, nullOrder)).toList(),
            ordered.offset,
            ordered.fetch))
        : Optional.empty();
  }

  /**
   * The order of the columns.
   *
   * @throws io.sluice.error.SluiceException of code SEMANTIC_ERROR when there is no such column
   */
  public List<RelFieldCollation> columns(int columnCount) {
    List<RelFieldCollation> columns = new ArrayList<>();
    for (Item item : items) {
      if (item.place() > columnCount || item.place() < 1 && !isAll(item.where())) {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR,
            "ORDER BY %d of a query of %d columns".formatted(item.place(), columnCount),
            item.where());
      }
      int first = Math.max(0, item.place() - 1);
      int last = item.place() == 0 ? columnCount - 1 : first;
      for (int column = first; column <= last; column++) {
        columns.add(new RelFieldCollation(column, item.direction(), item.nulls()));
      }
    }
    return columns;
  }

  static boolean isAll(SqlNode item) {
    return inner(item) instanceof SqlCall call && call.getOperator().getName().equals(OPERATOR);
  }

  private static SqlNode inner(SqlNode item) {
    SqlNode inner = item;
    while (isModifier(inner)) {
      inner = ((SqlCall) inner).operand(0);
    }
    return inner;
  }

  private static boolean isModifier(SqlNode item) {
    return item.getKind() == SqlKind.DESCENDING
        || item.getKind() == SqlKind.NULLS_FIRST
        || item.getKind() == SqlKind.NULLS_LAST;
  }
}
