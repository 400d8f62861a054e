package io.sluice.type;

/** The closed set of data types, without their parameters. The ordinal never leaves the process; {@link #name()} does. */
public enum TypeKind {
  BOOLEAN,
  INTEGER,
  BIGINT,
  DOUBLE,
  DECIMAL,
  VARCHAR,
  DATE,
  TIMESTAMP
}
