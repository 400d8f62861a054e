package io.sluice.extension.write;

import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as CREATE TABLE, CREATE INDEX and ALTER TABLE describe it.
 *
 * @param name as written
 * @param keys indices of columns that together differ in every row; rows with a NULL among them do not count
 * @param checks conditions that the engine asks of rows before it writes them
 */
public record TableDefinition(
    String name,
    List<ColumnDefinition> columns,
    List<List<Integer>> keys,
    List<CheckDefinition> checks,
    List<IndexDefinition> indexes) {
  public TableDefinition {
    columns = List.copyOf(columns);
    keys = keys.stream().map(List::copyOf).toList();
    checks = List.copyOf(checks);
    indexes = List.copyOf(indexes);
  }

  /** A table without conditions and indexes. */
  public TableDefinition(String name, List<ColumnDefinition> columns, List<List<Integer>> keys) {
    this(name, columns, keys, List.of(), List.of());
  }

  public Schema schema() {
    return new Schema(columns.stream().map(ColumnDefinition::field).toList());
  }

  public TableDefinition withName(String other) {
    return new TableDefinition(other, columns, keys, checks, indexes);
  }

  public TableDefinition withColumns(List<ColumnDefinition> others) {
    return new TableDefinition(name, others, keys, checks, indexes);
  }

  public TableDefinition withKey(List<Integer> key) {
    List<List<Integer>> more = new ArrayList<>(keys);
    more.add(key);
    return new TableDefinition(name, columns, more, checks, indexes);
  }

  public TableDefinition withCheck(CheckDefinition check) {
    List<CheckDefinition> more = new ArrayList<>(checks);
    more.add(check);
    return new TableDefinition(name, columns, keys, more, indexes);
  }

  /** The same with one more index; the key of a unique one is added. */
  public TableDefinition withIndex(IndexDefinition index) {
    List<IndexDefinition> more = new ArrayList<>(indexes);
    more.add(index);
    TableDefinition table = index.isUnique() ? withKey(index.columns()) : this;
    return new TableDefinition(name, columns, table.keys, checks, more);
  }

  /** The same without one of its indexes, and without the key of a unique one. */
  public TableDefinition withoutIndex(IndexDefinition index) {
    List<IndexDefinition> others = new ArrayList<>(indexes);
    others.remove(index);
    List<List<Integer>> rest = new ArrayList<>(keys);
    if (index.isUnique()) {
      rest.remove(rest.lastIndexOf(index.columns()));
    }
    return new TableDefinition(name, columns, rest, checks, others);
  }
}
