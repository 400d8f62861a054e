package io.sluice.coordinator.message;

import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of types as {@link DataType#toString} writes them, for instance {@code BIGINT} or {@code DECIMAL(38, 2)}. */
final class TypeNames {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d{1,2}), ?(\\d{1,2})\\)");

  private TypeNames() {}

  /** @throws IllegalArgumentException when no type has that name */
  static DataType parse(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    return decimal.matches()
        ? DataType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
        : DataType.of(TypeKind.valueOf(name));
  }
}
