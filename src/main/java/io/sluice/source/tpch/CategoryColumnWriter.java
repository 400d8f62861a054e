package io.sluice.source.tpch;

import io.sluice.column.DictionaryVector;
import io.sluice.column.Vector;
import java.util.function.Function;

/** Writes a column of few distinct texts as codes over one dictionary that all scans share. */
final class CategoryColumnWriter<E> implements ColumnWriter<E> {
  private final CategoryDictionary dictionary;
  private final Function<E, String> value;
  private int[] codes = new int[0];

  CategoryColumnWriter(CategoryDictionary dictionary, Function<E, String> value) {
    this.dictionary = dictionary;
    this.value = value;
  }

  @Override
  public void begin(int capacity) {
    if (codes.length < capacity) {
      codes = new int[capacity];
    }
  }

  @Override
  public void write(int row, E entity) {
    codes[row] = dictionary.code(value.apply(entity));
  }

  @Override
  public Vector finish(int rowCount) {
    return new DictionaryVector(dictionary.values(), codes, null, rowCount);
  }
}
