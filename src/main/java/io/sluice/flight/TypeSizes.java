package io.sluice.flight;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;

/** Sizes of types as JDBC and ODBC count them. */
final class TypeSizes {
  private TypeSizes() {}

  /** Decimal digits of exact numbers, bits of others, characters of dates and times; 0 where there is no bound. */
  static int precision(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> 1;
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INTEGER -> 10;
      case BIGINT -> 19;
      case REAL -> 24;
      case DOUBLE -> 53;
      case DECIMAL -> ((DecimalType) type).precision();
      case DATE -> 10;
      case TIME -> 15;
      case TIMESTAMP -> 26;
      case TIMESTAMP_NANOS -> 29;
      case TIMESTAMP_TZ -> 32;
      case UUID -> 36;
      case VARCHAR, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> 0;
    };
  }
}
