package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** What SET sets. */
final class Assignments {
  private Assignments() {}

  /**
   * A value for each column of a table, cast to its type; null for those that stay.
   *
   * @param targets names of columns
   * @param values for them; DEFAULT, an expression, or a part of a row or query
   */
  static List<@Nullable SqlNode> of(
      TableDefinition table,
      List<? extends @Nullable SqlNode> targets,
      List<? extends @Nullable SqlNode> values) {
    List<Field> fields = table.schema().fields();
    List<@Nullable SqlNode> set = new ArrayList<>();
    fields.forEach(field -> set.add(null));
    for (int i = 0; i < targets.size(); i++) {
      SqlIdentifier target = (SqlIdentifier) required(targets.get(i));
      int column = TableElements.columnIndex(fields, target);
      if (set.get(column) != null) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR, "Column '" + target + "' is set twice", target);
      }
      SqlNode value = part(required(values.get(i)));
      set.set(
          column,
          value.getKind() == SqlKind.DEFAULT
              ? DefaultValue.of(table.columns().get(column))
              : DefaultValue.cast(value, table.columns().get(column)));
    }
    return set;
  }

  private static SqlNode required(@Nullable SqlNode node) {
    if (node == null) {
      throw new IllegalArgumentException("an assignment without a column or a value");
    }
    return node;
  }

  /** The value behind {@code (a, b) = (1, 2)}. */
  private static SqlNode part(SqlNode value) {
    if (!isPart(value)) {
      return value;
    }
    SqlCall call = (SqlCall) value;
    if (isPartOfQuery(value)) {
      throw TableElements.error(
          ErrorCode.NOT_SUPPORTED,
          "A query for several columns of SET is taken by an UPDATE without FROM only; set each column by itself",
          value);
    }
    SqlCall row = call.operand(0);
    int count = place(call, 2);
    if (row.operandCount() != count) {
      throw TableElements.error(
          ErrorCode.SEMANTIC_ERROR,
          "SET names %d columns, but gives %d values".formatted(count, row.operandCount()),
          row);
    }
    return row.operand(place(call, 1));
  }

  private static boolean isPart(SqlNode value) {
    return value instanceof SqlCall call && call.getOperator().getName().equals("PART");
  }

  /** Whether a value is a column of {@code (a, b) = (SELECT ...)}. */
  static boolean isPartOfQuery(SqlNode value) {
    return isPart(value) && ((SqlCall) value).operand(0).isA(SqlKind.QUERY);
  }

  /** Which column of the query a part is, from 0 on, and of how many. */
  static int place(SqlCall part, int operand) {
    return ((SqlLiteral) part.operand(operand)).intValue(true);
  }
}
