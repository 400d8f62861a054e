package io.sluice.source.tpch;

import io.sluice.column.BytesVector;
import io.sluice.type.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All values of a column that has few. Immutable. */
final class CategoryDictionary {
  private final Map<String, Integer> codes = new HashMap<>();
  private final BytesVector values;

  CategoryDictionary(List<String> texts) {
    values = new BytesVector(DataType.VARCHAR, texts.size());
    for (String text : texts) {
      if (codes.putIfAbsent(text, values.length()) == null) {
        values.appendValue(text);
      }
    }
  }

  int size() {
    return values.length();
  }

  BytesVector values() {
    return values;
  }

  int code(String text) {
    Integer code = codes.get(text);
    if (code == null) {
      throw new IllegalStateException("the generator made '" + text + "', which is no known value");
    }
    return code;
  }
}
