package io.sluice.expression;

/**
 * The functions that make ARRAYs, MAPs and ROWs and take them apart. Unlike a {@link BuiltinFunction} each of them says for itself what it gives for a NULL: the
 * constructors keep it, the others give NULL where the nested value is NULL. Positions count from 1, negative ones from the end.
 */
public enum NestedFunction {
  /** (E, ...) → ARRAY of E. */
  ARRAY("array"),
  /** (K, V, K, V, ...) → MAP. A key that is NULL or stands there twice is an error. */
  MAP("map"),
  /** (F1, F2, ...) → ROW. */
  ROW("row"),
  /** (ARRAY, BIGINT) → E, or (MAP, K) → V: NULL where there is none. */
  ELEMENT("element_at"),
  /** (ROW, BIGINT constant) → the field of that number, from 1. */
  FIELD("field"),
  /** (ARRAY or MAP) → BIGINT. */
  CARDINALITY("cardinality"),
  /** (ARRAY, E) → BOOLEAN. */
  CONTAINS("contains"),
  /** (ARRAY, E) → BIGINT: from 1, NULL where it is absent. */
  POSITION("array_position"),
  /** (ARRAY, ...) → ARRAY. */
  CONCAT("array_concat"),
  /** (ARRAY, BIGINT first, BIGINT last [, BIGINT step]) → ARRAY. */
  SLICE("array_slice"),
  /** (ARRAY [, VARCHAR order [, VARCHAR place of NULLs]]) → ARRAY in ascending order, NULLs last. */
  SORT("array_sort"),
  /** (ARRAY [, VARCHAR place of NULLs]) → ARRAY in descending order, NULLs first. */
  REVERSE_SORT("array_reverse_sort"),
  /** (ARRAY) → ARRAY from its end. */
  REVERSE("array_reverse"),
  /** (ARRAY) → ARRAY without NULLs and repetitions, in the order of the first ones. */
  DISTINCT("array_distinct"),
  /** (ARRAY) → E. */
  MIN("array_min"),
  /** (ARRAY) → E. */
  MAX("array_max"),
  /** (ARRAY of VARCHAR, VARCHAR separator [, VARCHAR for NULLs]) → VARCHAR. */
  JOIN("array_join"),
  /** (ARRAY of ARRAYs) → ARRAY. */
  FLATTEN("flatten"),
  /** (ARRAY, E) → ARRAY; a NULL counts as empty. */
  APPEND("array_append"),
  /** (E, ARRAY) → ARRAY; a NULL counts as empty. */
  PREPEND("array_prepend"),
  /** (ARRAY of keys, ARRAY of values) → MAP. */
  FROM_ARRAYS("map_from_arrays"),
  /** (BIGINT first, BIGINT last, BIGINT step) → ARRAY of BIGINT, both ends included. */
  SEQUENCE("sequence"),
  /** (MAP) → ARRAY of K. */
  KEYS("map_keys"),
  /** (MAP) → ARRAY of V. */
  VALUES("map_values"),
  /** (MAP) → ARRAY of ROW(key, value). */
  ENTRIES("map_entries");

  private final String sqlName;

  NestedFunction(String sqlName) {
    this.sqlName = sqlName;
  }

  /** As it is written in plans. */
  public String sqlName() {
    return sqlName;
  }

  boolean isConstructor() {
    return this == ARRAY || this == MAP || this == ROW;
  }
}
