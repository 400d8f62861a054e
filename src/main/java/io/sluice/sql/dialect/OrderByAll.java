package io.sluice.sql.dialect;

import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation.Direction;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.jspecify.annotations.Nullable;

/**
 * {@code ORDER BY ALL} of a whole query: by all its columns from the left.
 *
 * @param query without the order
 */
public record OrderByAll(
    SqlNode query,
    Direction direction,
    NullDirection nulls,
    @Nullable SqlNode offset,
    @Nullable SqlNode fetch) {
  private static final String OPERATOR = "ORDER BY ALL";

  /** The order of a query, or empty if it has another one or none. */
  public static Optional<OrderByAll> of(SqlNode tree) {
    if (!(tree instanceof SqlOrderBy ordered)
        || ordered.orderList.size() != 1
        || !isAll(ordered.orderList.get(0))) {
      return Optional.empty();
    }
    Direction direction = Direction.ASCENDING;
    NullDirection nulls = null;
    for (SqlNode item = ordered.orderList.get(0);
        item instanceof SqlCall call && call.operandCount() == 1;
        item = call.operand(0)) {
      switch (call.getKind()) {
        case DESCENDING -> direction = Direction.DESCENDING;
        case NULLS_FIRST -> nulls = NullDirection.FIRST;
        case NULLS_LAST -> nulls = NullDirection.LAST;
        default -> throw new IllegalStateException("no order: " + call);
      }
    }
    if (nulls == null) {
      nulls = direction == Direction.DESCENDING ? NullDirection.FIRST : NullDirection.LAST;
    }
    SqlNode query = ordered.query;
    return Optional.of(new OrderByAll(query, direction, nulls, ordered.offset, ordered.fetch));
  }

  static boolean isAll(SqlNode item) {
    SqlNode inner = item;
    while (inner.getKind() == SqlKind.DESCENDING
        || inner.getKind() == SqlKind.NULLS_FIRST
        || inner.getKind() == SqlKind.NULLS_LAST) {
      inner = ((SqlCall) inner).operand(0);
    }
    return inner instanceof SqlCall call && call.getOperator().getName().equals(OPERATOR);
  }

  /** An item of an order with a key in the place of ALL. */
  static SqlNode withKey(SqlNode item, SqlNode key) {
    return switch (item.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) item;
        yield call.getOperator()
            .createCall(call.getParserPosition(), withKey(call.operand(0), key));
      }
      default -> key;
    };
  }
}
