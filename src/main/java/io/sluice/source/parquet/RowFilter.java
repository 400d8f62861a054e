package io.sluice.source.parquet;

import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.SelectedRows;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by one column which rows a scan reads, as long as it leaves enough of them out. Owned by one driver. */
abstract class RowFilter {
  /** Rows after which it is judged. */
  private static final int TRIAL_ROWS = 1 << 16;

  private final int column;
  private long seenRows;
  private long passedRows;

  // The dictionary that rows had codes of last, and which of its values pass: found out once as
  // many
  // rows were seen as it has values.
  private @Nullable FlatVector judged;
  private long codedRows;
  private boolean isTableMade;
  private byte[] passes = new byte[0];

  private RowFilter(int column) {
    this.column = column;
  }

  static RowFilter of(int column, RuntimeFilter filter) {
    return new RowFilter(column) {
      @Override
      int selectRows(Vector values, int from, int count, int[] selected) {
        return filter.select(values, from, count, selected);
      }
    };
  }

  static RowFilter of(ScanCondition condition, Field field) {
    Schema schema = new Schema(List.of(field));
    ExpressionEvaluator predicate = condition.predicate().newEvaluator();
    return new RowFilter(condition.column()) {
      private int[] rows = new int[0];

      @Override
      int selectRows(Vector values, int from, int count, int[] selected) {
        if (rows.length < count) {
          rows = new int[count];
        }
        for (int i = 0; i < count; i++) {
          rows[i] = from + i;
        }
        RecordBatch batch = RecordBatch.of(schema, values.length(), values);
        int passed = predicate.select(batch, rows, count, selected);
        for (int i = 0; i < passed; i++) {
          selected[i] -= from;
        }
        return passed;
      }
    };
  }

  final int column() {
    return column;
  }

  /** Whether looking at rows is worth while: at least one in five was left out so far. */
  final boolean isUseful() {
    return seenRows < TRIAL_ROWS || passedRows * 5 < seenRows * 4;
  }

  /** The share of the rows that passed so far; a guess before it has seen any. */
  final double passedShare() {
    return seenRows == 0 ? 0.5 : (double) passedRows / seenRows;
  }

  /**
   * Selects the rows that pass.
   *
   * @param selected takes them, counted from {@code from}
   * @return how many they are
   */
  final int select(Vector values, int from, int count, int[] selected) {
    int passed = values instanceof DictionaryVector coded && judges(coded, count)
        ? selectCodes(coded.codes(), from, count, selected)
        : selectRows(values, from, count, selected);
    seenRows += count;
    passedRows += passed;
    return passed;
  }

  /** Whether it is known, or worth while to find out, which values of a dictionary pass. */
  private boolean judges(DictionaryVector coded, int count) {
    if (coded.mayHaveNulls()) {
      return false;
    }
    FlatVector values = coded.dictionary();
    if (judged != values) {
      judged = values;
      codedRows = 0;
      isTableMade = false;
    }
    codedRows += count;
    if (!isTableMade && values.length() <= codedRows) {
      makeTable(values);
    }
    return isTableMade;
  }

  private void makeTable(FlatVector values) {
    int size = values.length();
    int[] passing = new int[size];
    int count = selectRows(values, 0, size, passing);
    passes = new byte[size];
    for (int i = 0; i < count; i++) {
      passes[passing[i]] = 1;
    }
    isTableMade = true;
  }

  private int selectCodes(int[] codes, int from, int count, int[] selected) {
    byte[] table = passes;
    int passed = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      passed = SelectedRows.append(
          selected,
          passed,
          i,
          table[codes[from + i]],
          table[codes[from + i + 1]],
          table[codes[from + i + 2]],
          table[codes[from + i + 3]]);
    }
    for (; i < count; i++) {
      selected[passed] = i;
      passed += table[codes[from + i]];
    }
    return passed;
  }

  abstract int selectRows(Vector values, int from, int count, int[] selected);
}
