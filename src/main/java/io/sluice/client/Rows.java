package io.sluice.client;

import io.sluice.plan.QueryId;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** All rows of a result. Immutable. */
public final class Rows implements Iterable<Row> {
  private final QueryId queryId;
  private final Schema schema;
  private final List<Row> rows;
  private final boolean isTruncated;

  Rows(QueryId queryId, Schema schema, List<Row> rows, boolean isTruncated) {
    this.queryId = queryId;
    this.schema = schema;
    this.rows = List.copyOf(rows);
    this.isTruncated = isTruncated;
  }

  public QueryId queryId() {
    return queryId;
  }

  /** The columns with their types. */
  public Schema schema() {
    return schema;
  }

  public List<String> columnNames() {
    return schema.fields().stream().map(Field::name).toList();
  }

  public int size() {
    return rows.size();
  }

  public Row get(int index) {
    return rows.get(index);
  }

  /** Whether there were more rows than the request's own {@code maxRows}. */
  public boolean isTruncated() {
    return isTruncated;
  }

  @Override
  public Iterator<Row> iterator() {
    return rows.iterator();
  }

  public Stream<Row> stream() {
    return rows.stream();
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
