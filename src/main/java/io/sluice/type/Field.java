package io.sluice.type;

import static java.util.Objects.requireNonNull;

/** A named column of a schema. */
public record Field(String name, DataType type, boolean nullable) {
  public Field {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }

  public Field withNullable(boolean isNullable) {
    return new Field(name, type, isNullable);
  }

  @Override
  public String toString() {
    return name + " " + type + (nullable ? "" : " NOT NULL");
  }
}
