package io.sluice.sql.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ROLLUP and CUBE that name a value twice as the GROUPING SETS they stand for: equal sets give their groups as often as they are there. */
final class GroupingElements {
  private static final int MAX_ELEMENTS = 12;

  private GroupingElements() {}

  static SqlNode expand(SqlCall call) {
    List<SqlNode> elements = call.getOperandList();
    if (!isRepeated(elements) || elements.size() > MAX_ELEMENTS) {
      return call;
    }
    List<SqlNode> sets = call.getKind() == SqlKind.ROLLUP ? prefixes(elements) : subsets(elements);
    return SqlStdOperatorTable.GROUPING_SETS.createCall(call.getParserPosition(), sets);
  }

  private static boolean isRepeated(List<SqlNode> elements) {
    Set<String> names = new HashSet<>();
    for (SqlNode element : elements) {
      for (SqlNode value : values(element)) {
        if (!names.add(name(value))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String name(SqlNode value) {
    String text = value instanceof SqlIdentifier column
        ? column.names.get(column.names.size() - 1)
        : value.toString();
    return text.toLowerCase(Locale.ROOT);
  }

  private static List<SqlNode> prefixes(List<SqlNode> elements) {
    List<SqlNode> sets = new ArrayList<>();
    for (int length = elements.size(); length >= 0; length--) {
      sets.add(set(elements.subList(0, length)));
    }
    return sets;
  }

  private static List<SqlNode> subsets(List<SqlNode> elements) {
    List<SqlNode> sets = new ArrayList<>();
    for (int chosen = (1 << elements.size()) - 1; chosen >= 0; chosen--) {
      List<SqlNode> set = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        if ((chosen >> i & 1) != 0) {
          set.add(elements.get(i));
        }
      }
      sets.add(set(set));
    }
    return sets;
  }

  private static SqlNode set(List<SqlNode> elements) {
    List<SqlNode> values = new ArrayList<>();
    elements.forEach(element -> values.addAll(values(element)));
    return switch (values.size()) {
      case 0 -> SqlNodeList.EMPTY;
      case 1 -> values.get(0);
      default -> SqlStdOperatorTable.ROW.createCall(SqlParserPos.sum(values), values);
    };
  }

  private static List<SqlNode> values(SqlNode element) {
    if (element instanceof SqlNodeList list) {
      return list;
    }
    return element.getKind() == SqlKind.ROW
        ? ((SqlCall) element).getOperandList()
        : List.of(element);
  }
}
