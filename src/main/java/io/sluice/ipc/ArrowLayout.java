package io.sluice.ipc;

import io.sluice.type.DataType;

/** How the values of a column stand in the body of a message. */
enum ArrowLayout {
  BIT,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  /** 16 bytes, little-endian. */
  DECIMAL,
  /** 16 bytes, big-endian. */
  UUID,
  /** Offsets, then bytes. */
  BYTES;

  static ArrowLayout of(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> BIT;
      case TINYINT -> BYTE;
      case SMALLINT -> SHORT;
      case INTEGER, DATE -> INT;
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> LONG;
      case REAL -> FLOAT;
      case DOUBLE -> DOUBLE;
      case DECIMAL -> DECIMAL;
      case UUID -> UUID;
      case VARCHAR, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> BYTES;
    };
  }
}
