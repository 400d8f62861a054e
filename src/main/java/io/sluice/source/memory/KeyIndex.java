package io.sluice.source.memory;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of a table's keys. Not thread-safe. */
final class KeyIndex {
  private final TableDefinition table;
  private final List<Set<List<Object>>> seen = new ArrayList<>();

  KeyIndex(TableDefinition table) {
    this.table = table;
    table.keys().forEach(key -> seen.add(new HashSet<>()));
  }

  /**
   * Adds the keys of all rows, or none of them.
   *
   * @throws SluiceException of code CONSTRAINT_VIOLATION for a key that is there already
   */
  void add(List<RecordBatch> rows) {
    List<Set<List<Object>>> fresh = new ArrayList<>();
    for (int key = 0; key < seen.size(); key++) {
      fresh.add(freshValues(key, rows));
    }
    for (int key = 0; key < seen.size(); key++) {
      seen.get(key).addAll(fresh.get(key));
    }
  }

  /** Those rows of which none of some keys is known, or that of a row before. */
  List<RecordBatch> withoutKnown(List<RecordBatch> rows, List<List<Integer>> keys) {
    List<Set<List<Object>>> fresh = new ArrayList<>();
    keys.forEach(key -> fresh.add(new HashSet<>()));
    List<RecordBatch> kept = new ArrayList<>();
    for (RecordBatch batch : rows) {
      int[] selection = new int[batch.rowCount()];
      int count = 0;
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.rowAt(i);
        if (!isKnown(batch, row, keys, fresh)) {
          selection[count++] = row;
        }
      }
      if (count > 0) {
        BatchBuilder builder = new BatchBuilder(batch.schema());
        builder.begin(count);
        builder.appendSelected(batch.withSelection(selection, count), 0, count);
        kept.add(builder.finish(count));
      }
    }
    return kept;
  }

  private boolean isKnown(
      RecordBatch batch, int row, List<List<Integer>> keys, List<Set<List<Object>>> fresh) {
    List<@Nullable List<Object>> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      List<Object> value = value(keys.get(i), batch, row);
      Set<List<Object>> known = seen.get(table.keys().indexOf(keys.get(i)));
      if (value != null && (known.contains(value) || fresh.get(i).contains(value))) {
        return true;
      }
      values.add(value);
    }
    for (int i = 0; i < keys.size(); i++) {
      List<Object> value = values.get(i);
      if (value != null) {
        fresh.get(i).add(value);
      }
    }
    return false;
  }

  private Set<List<Object>> freshValues(int key, List<RecordBatch> rows) {
    Set<List<Object>> fresh = new HashSet<>();
    for (RecordBatch batch : rows) {
      for (int row = 0; row < batch.rowCount(); row++) {
        List<Object> value = value(table.keys().get(key), batch, batch.rowAt(row));
        if (value != null && (seen.get(key).contains(value) || !fresh.add(value))) {
          throw duplicate(table.keys().get(key), value);
        }
      }
    }
    return fresh;
  }

  /** The key of a row, or null if a part of it is NULL. */
  private static @Nullable List<Object> value(List<Integer> key, RecordBatch batch, int row) {
    List<Object> values = new ArrayList<>(key.size());
    for (int column : key) {
      Object value = batch.column(column).value(row);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  private SluiceException duplicate(List<Integer> key, List<Object> value) {
    String columns = key.stream()
        .map(column -> table.columns().get(column).field().name())
        .collect(Collectors.joining(", "));
    String values = value.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new SluiceException(
        ErrorCode.CONSTRAINT_VIOLATION,
        "Table '%s' would have two rows of key (%s) = (%s)"
            .formatted(table.name(), columns, values));
  }
}
