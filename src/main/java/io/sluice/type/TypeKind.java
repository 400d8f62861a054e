package io.sluice.type;

/** The closed set of data types, without their parameters. The ordinal never leaves the process; {@link #name()} does. */
public enum TypeKind {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INTEGER,
  BIGINT,
  REAL,
  DOUBLE,
  DECIMAL,
  VARCHAR,
  VARBINARY,
  DATE,
  TIME,
  TIMESTAMP,
  /** TIMESTAMP of seven to nine digits of the second. */
  TIMESTAMP_NANOS,
  /** TIMESTAMP WITH TIME ZONE. */
  TIMESTAMP_TZ,
  INTERVAL,
  UUID,
  ARRAY,
  MAP,
  ROW
}
