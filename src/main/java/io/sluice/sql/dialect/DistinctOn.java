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
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * {@code SELECT DISTINCT ON (a) ... ORDER BY a, b}: the first row of each group, in the order of the query's ORDER BY. It becomes
 * {@code QUALIFY row_number() OVER (PARTITION BY a ORDER BY a, b) = 1}.
 */
final class DistinctOn {
  private static final String OPERATOR = "DISTINCT ON";

  private DistinctOn() {}

  static void expand(SqlSelect select, SqlNodeList order) {
    SqlNodeList items = select.getSelectList();
    if (items.isEmpty()
        || !(items.get(0) instanceof SqlCall on)
        || !on.getOperator().getName().equals(OPERATOR)) {
      return;
    }
    List<SqlNode> rest = new ArrayList<>(items.getList().subList(1, items.size()));
    select.setSelectList(new SqlNodeList(rest, items.getParserPosition()));
    if (select.getQualify() != null) {
      throw DialectRewriter.notSupported("DISTINCT ON with QUALIFY", on);
    }
    ItemNames names = new ItemNames(rest);
    SqlParserPos position = on.getParserPosition();
    List<SqlNode> keys = on.getOperandList().stream().map(names::resolve).toList();
    List<SqlNode> sort = order.stream().map(names::resolveSort).toList();
    SqlWindow window = SqlWindow.create(
        null,
        null,
        new SqlNodeList(keys, position),
        new SqlNodeList(sort, position),
        SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
        null,
        null,
        null,
        SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO),
        position);
    SqlNode number = SqlStdOperatorTable.OVER.createCall(
        position, SqlStdOperatorTable.ROW_NUMBER.createCall(position), window);
    select.setQualify(SqlStdOperatorTable.EQUALS.createCall(
        position, number, SqlLiteral.createExactNumeric("1", position)));
  }

  /** Puts the items of a SELECT in the place of their names and positions. */
  private static final class ItemNames extends SqlShuttle {
    private final List<SqlNode> items;

    ItemNames(List<SqlNode> items) {
      this.items = items;
    }

    SqlNode resolve(SqlNode key) {
      if (key instanceof SqlNumericLiteral number && number.isInteger()) {
        int position = number.bigDecimalValue() == null ? 0 : number.intValue(true);
        if (position >= 1 && position <= items.size()) {
          return Trees.withoutAlias(items.get(position - 1));
        }
      }
      SqlNode resolved = key.accept(this);
      return resolved == null ? key : resolved;
    }

    SqlNode resolveSort(SqlNode sort) {
      return switch (sort.getKind()) {
        case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
          SqlCall direction = (SqlCall) sort;
          yield direction
              .getOperator()
              .createCall(sort.getParserPosition(), resolveSort(direction.operand(0)));
        }
        default -> resolve(sort);
      };
    }

    @Override
    public SqlNode visit(SqlIdentifier name) {
      if (name.isSimple()) {
        for (SqlNode item : items) {
          if (item.getKind() == SqlKind.AS
              && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias
              && alias.getSimple().equalsIgnoreCase(name.getSimple())) {
            return ((SqlCall) item).operand(0);
          }
        }
      }
      return name;
    }
  }
}
