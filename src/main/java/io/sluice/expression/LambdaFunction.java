package io.sluice.expression;

/** What is done with the values of a lambda over the elements of an ARRAY. Its parameters are the first columns that the body reads; captured values follow. */
public enum LambdaFunction {
  /** (ARRAY of E) with (E, BIGINT place) → R: ARRAY of R. */
  TRANSFORM("list_transform", 1),
  /** (ARRAY of E) with (E, BIGINT place) → BOOLEAN: ARRAY of E of the elements for which it is true. */
  FILTER("list_filter", 1),
  /** (ARRAY of E) with (E so far, E, BIGINT place) → E: the first element is where it begins; an empty ARRAY is an error. */
  REDUCE("list_reduce", 2),
  /** (ARRAY of E, E) with (E so far, E, BIGINT place) → E: begins with the second argument. */
  REDUCE_FROM("list_reduce", 2);

  private final String sqlName;
  private final int valueCount;

  LambdaFunction(String sqlName, int valueCount) {
    this.sqlName = sqlName;
    this.valueCount = valueCount;
  }

  /** As it is written in plans. */
  public String sqlName() {
    return sqlName;
  }

  /** How many parameters the lambda has before the place. */
  public int valueCount() {
    return valueCount;
  }

  /** How many arguments stand before the captured values. */
  public int argumentCount() {
    return this == REDUCE_FROM ? 2 : 1;
  }
}
