package io.sluice.operator.sort;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the keys of an order stand: in columns of the input, or behind them as columns that are computed. Owned by one driver.
 */
final class SortKeys {
  private final int inputColumns;
  private final int[] keyColumns;
  private final List<ExpressionEvaluator> computed = new ArrayList<>();
  private final List<DataType> types = new ArrayList<>();

  SortKeys(Schema input, List<SortField> fields) {
    inputColumns = input.size();
    for (int i = 0; i < inputColumns; i++) {
      types.add(input.type(i));
    }
    keyColumns = new int[fields.size()];
    for (int i = 0; i < keyColumns.length; i++) {
      PhysicalExpression expression = fields.get(i).expression();
      if (expression instanceof ColumnExpression column) {
        keyColumns[i] = column.index();
      } else {
        keyColumns[i] = types.size();
        types.add(expression.type());
        computed.add(expression.newEvaluator());
      }
    }
  }

  /** Types of the input's columns, then of those that are computed. */
  List<DataType> types() {
    return types;
  }

  /** The input's columns, then those that are computed, valid as long as the batch. */
  Vector[] columns(RecordBatch batch) {
    Vector[] columns = new Vector[types.size()];
    for (int i = 0; i < inputColumns; i++) {
      columns[i] = batch.column(i);
    }
    int[] selection = batch.selection();
    int count = selection == null ? batch.length() : batch.rowCount();
    for (int i = 0; i < computed.size(); i++) {
      columns[inputColumns + i] = computed.get(i).evaluate(batch, selection, count);
    }
    return columns;
  }

  /** The key columns among all, one for each field. */
  <V extends Vector> V[] keys(V[] columns, V[] keys) {
    for (int i = 0; i < keyColumns.length; i++) {
      keys[i] = columns[keyColumns[i]];
    }
    return keys;
  }

  int keyCount() {
    return keyColumns.length;
  }
}
