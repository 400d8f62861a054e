package io.sluice.sql.dialect;

import io.sluice.sql.tree.Trees;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Several columns of one name in a sub-query of FROM or WITH: the second {@code a} is called {@code a_1} outside, the next one {@code a_2}. Names that a star gives are left alone. */
final class RepeatedNames {
  private RepeatedNames() {}

  /** Names anew in the sub-queries of a FROM. */
  static void tellApartInFrom(@Nullable SqlNode relation) {
    if (relation instanceof SqlJoin join) {
      tellApartInFrom(join.getLeft());
      tellApartInFrom(join.getRight());
    } else if (relation instanceof SqlCall call
        && (call.getKind() == SqlKind.AS || call.getKind() == SqlKind.LATERAL)) {
      tellApartInFrom(call.getOperandList().get(0));
    } else if (relation != null) {
      tellApart(relation);
    }
  }

  /** Names anew in a query; of a set operation the first one has the names. */
  static void tellApart(SqlNode query) {
    if (query instanceof SqlSelect select) {
      tellApart(select.getSelectList());
    } else if (query instanceof SqlOrderBy ordered) {
      tellApart(ordered.query);
    } else if (query instanceof SqlWith with) {
      tellApart(with.body);
    } else if (query instanceof SqlCall call && SqlKind.SET_QUERY.contains(call.getKind())) {
      tellApart(call.getOperandList().get(0));
    }
  }

  private static void tellApart(SqlNodeList items) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      String name = name(item);
      if (name != null && !names.add(name.toLowerCase(Locale.ROOT))) {
        int number = 1;
        while (!names.add((name + "_" + number).toLowerCase(Locale.ROOT))) {
          number++;
        }
        SqlParserPos position = item.getParserPosition();
        items.set(
            i,
            SqlStdOperatorTable.AS.createCall(
                position,
                Trees.withoutAlias(item),
                new SqlIdentifier(name + "_" + number, position)));
      }
    }
  }

  private static @Nullable String name(SqlNode item) {
    if (item.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
    }
    return item instanceof SqlIdentifier column && !column.isStar()
        ? column.names.get(column.names.size() - 1)
        : null;
  }
}
