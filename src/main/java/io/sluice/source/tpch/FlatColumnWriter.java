package io.sluice.source.tpch;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Writes values into a flat vector. */
final class FlatColumnWriter<E, V extends FlatVector> implements ColumnWriter<E> {
  private final V vector;
  private final RowWriter<E, V> rowWriter;

  private interface RowWriter<E, V> {
    void write(V vector, int row, E entity);
  }

  private FlatColumnWriter(V vector, RowWriter<E, V> rowWriter) {
    this.vector = vector;
    this.rowWriter = rowWriter;
  }

  static <E> ColumnWriter<E> ofLong(DataType type, ToLongFunction<E> value) {
    return new FlatColumnWriter<E, LongVector>(
        new LongVector(type, 1),
        (vector, row, entity) -> vector.values()[row] = value.applyAsLong(entity));
  }

  static <E> ColumnWriter<E> ofInt(DataType type, ToIntFunction<E> value) {
    return new FlatColumnWriter<E, IntVector>(
        new IntVector(type, 1),
        (vector, row, entity) -> vector.values()[row] = value.applyAsInt(entity));
  }

  /** Text of ASCII characters. */
  static <E> ColumnWriter<E> ofText(Function<E, String> value) {
    return new FlatColumnWriter<E, BytesVector>(
        new BytesVector(DataType.VARCHAR, 1), (vector, row, entity) -> {
          byte[] bytes = value.apply(entity).getBytes(StandardCharsets.ISO_8859_1);
          vector.write(row, bytes, 0, bytes.length);
        });
  }

  @Override
  public void begin(int capacity) {
    vector.reset();
    vector.ensureCapacity(capacity);
  }

  @Override
  public void write(int row, E entity) {
    rowWriter.write(vector, row, entity);
  }

  @Override
  public Vector finish(int rowCount) {
    vector.setLength(rowCount);
    return vector;
  }
}
