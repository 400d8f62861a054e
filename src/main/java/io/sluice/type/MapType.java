package io.sluice.type;

import static java.util.Objects.requireNonNull;

/** Values by keys; no key is NULL or stands there twice. */
public record MapType(DataType key, DataType value) implements DataType {
  public MapType {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
  }

  @Override
  public TypeKind kind() {
    return TypeKind.MAP;
  }

  @Override
  public String toString() {
    return "MAP(" + key + ", " + value + ")";
  }
}
