package io.sluice.sql.analysis;

import io.sluice.error.Position;
import io.sluice.sql.parser.StatementParser;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What errors tell of a query beside the place where it is wrong. */
record QueryShape(SqlNode query) {
  /** Whether no part of the query has a FROM. */
  boolean hasNoFrom() {
    boolean[] found = {false};
    query.accept(new CallVisitor() {
      @Override
      void call(SqlCall call) {
        found[0] |= call instanceof SqlSelect select && select.getFrom() != null;
      }
    });
    return !found[0];
  }

  /** How many columns the SELECT has that is ordered or grouped by what stands at a place; empty when it has a star. */
  OptionalInt columnCountAt(Position position) {
    OptionalInt[] found = {OptionalInt.empty()};
    query.accept(new CallVisitor() {
      @Override
      void call(SqlCall call) {
        if (call instanceof SqlSelect select
            && (isAmong(select.getGroup(), position) || isAmong(select.getOrderList(), position))) {
          found[0] = count(select);
        } else if (call instanceof SqlOrderBy ordered
            && isAmong(ordered.orderList, position)
            && firstSide(ordered.query) instanceof SqlSelect select) {
          found[0] = count(select);
        }
      }
    });
    return found[0];
  }

  private static SqlNode firstSide(SqlNode query) {
    return query instanceof SqlCall sides && query.isA(SqlKind.SET_QUERY)
        ? firstSide(sides.operand(0))
        : query;
  }

  private static OptionalInt count(SqlSelect select) {
    boolean hasStar = select.getSelectList().stream()
        .anyMatch(item -> item != null && item.toString().endsWith("*"));
    return hasStar ? OptionalInt.empty() : OptionalInt.of(select.getSelectList().size());
  }

  private static boolean isAmong(@Nullable SqlNodeList keys, Position position) {
    return keys != null
        && keys.stream()
            .anyMatch(key ->
                key != null && StatementParser.position(key.getParserPosition()).equals(position));
  }

  private abstract static class CallVisitor extends SqlBasicVisitor<@Nullable Void> {
    abstract void call(SqlCall call);

    @Override
    public @Nullable Void visit(SqlCall call) {
      call(call);
      return super.visit(call);
    }
  }
}
