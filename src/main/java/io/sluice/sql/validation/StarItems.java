package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.parser.TreeCopy;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** The columns that a star without a table stands for, as items of their own. */
final class StarItems {
  private StarItems() {}

  /** The items in the place of one, which is itself the only one if it is no such star. */
  static List<SqlNode> expand(SqlNode item, List<MergedJoins.Column> columns) {
    if (item instanceof SqlStarExclude exclude && isPlain(exclude.getStarIdentifier())) {
      SqlNodeList names = exclude.getExcludeList();
      names.forEach(name -> check((SqlIdentifier) name, columns));
      return columns.stream()
          .filter(column -> names.stream().noneMatch(name -> column.isCalled(last(name))))
          .map(column -> item(column, item))
          .toList();
    }
    if (item instanceof SqlStarReplace replace && isPlain(replace.getStarIdentifier())) {
      SqlNodeList others = replace.getReplaceList();
      others.forEach(other -> check(((SqlCall) other).operand(1), columns));
      List<SqlNode> items = new ArrayList<>();
      for (MergedJoins.Column column : columns) {
        items.add(others.stream()
            .filter(other -> column.isCalled(last(((SqlCall) other).operand(1))))
            .findFirst()
            .orElseGet(() -> item(column, item)));
      }
      return items;
    }
    return item instanceof SqlIdentifier star && isPlain(star)
        ? columns.stream().map(column -> item(column, item)).toList()
        : List.of(item);
  }

  private static boolean isPlain(SqlIdentifier star) {
    return star.isStar() && star.names.size() == 1;
  }

  private static String last(SqlNode name) {
    List<String> names = ((SqlIdentifier) name).names;
    return names.get(names.size() - 1);
  }

  private static void check(SqlIdentifier name, List<MergedJoins.Column> columns) {
    if (columns.stream().noneMatch(column -> column.isCalled(last(name)))) {
      throw new SluiceException(
          ErrorCode.COLUMN_NOT_FOUND,
          "Column '" + last(name) + "' not found",
          StatementParser.position(name.getParserPosition()),
          null);
    }
  }

  private static SqlNode item(MergedJoins.Column column, SqlNode star) {
    SqlNode value = TreeCopy.of(column.value());
    return SqlStdOperatorTable.AS.createCall(
        star.getParserPosition(),
        value,
        new SqlIdentifier(column.name(), star.getParserPosition()));
  }
}
