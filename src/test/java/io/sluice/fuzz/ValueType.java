package io.sluice.fuzz;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Random;

/** The types of generated expressions, with few different values each, so that rows meet in joins and groups. Doubles are exact in binary: sums have one value in any order. */
enum ValueType {
  INTEGER("INTEGER", List.of("0", "1", "2", "3", "5", "-1")),
  DECIMAL("DECIMAL(10, 2)", List.of("0.00", "1.50", "2.25", "-3.10", "10.00")),
  DOUBLE("DOUBLE", List.of("0e0", "0.5e0", "1.25e0", "-2e0", "8e0")),
  TEXT("VARCHAR", List.of("''", "'a'", "'b'", "'ab'", "'B'", "'ö'")),
  BOOLEAN("BOOLEAN", List.of("true", "false")),
  DATE("DATE", List.of("DATE '2020-01-31'", "DATE '2020-02-29'", "DATE '1999-12-31'")),
  TIMESTAMP(
      "TIMESTAMP",
      List.of(
          "TIMESTAMP '2020-01-31 00:00:00'",
          "TIMESTAMP '2020-02-29 12:30:15'",
          "TIMESTAMP '1999-12-31 23:59:59.5'"));

  private final String sqlName;
  private final ImmutableList<String> literals;

  ValueType(String sqlName, List<String> literals) {
    this.sqlName = sqlName;
    this.literals = ImmutableList.copyOf(literals);
  }

  String sqlName() {
    return sqlName;
  }

  boolean isNumeric() {
    return this == INTEGER || this == DECIMAL || this == DOUBLE;
  }

  String literal(Random random) {
    return literals.get(random.nextInt(literals.size()));
  }

  String nullLiteral() {
    return "CAST(NULL AS " + sqlName + ")";
  }

  static ValueType any(Random random) {
    return values()[random.nextInt(values().length)];
  }
}
