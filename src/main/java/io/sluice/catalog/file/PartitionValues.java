package io.sluice.catalog.file;

import io.sluice.operator.write.PartitionPath;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that directories of a path stand for, as Hive names them: {@code country=CH/year=2024}. */
public final class PartitionValues {
  private PartitionValues() {}

  /** Names and values of a path's directories in their order; null is NULL. */
  public static Map<String, @Nullable String> of(String path) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      int end = parts[i].indexOf('=');
      if (end > 0) {
        String value = parts[i].substring(end + 1);
        values.put(
            PartitionPath.unescape(parts[i].substring(0, end)),
            value.equals(PartitionPath.NULL_VALUE) ? null : PartitionPath.unescape(value));
      }
    }
    return values;
  }

  /** The columns that the directories of all paths name alike: BIGINT, DATE or VARCHAR, whichever all values are of; none when the paths differ in their names. */
  public static List<Field> columns(List<String> paths) {
    List<Map<String, @Nullable String>> all =
        paths.stream().map(PartitionValues::of).toList();
    List<String> names = List.copyOf(all.get(0).keySet());
    if (all.stream().anyMatch(values -> !List.copyOf(values.keySet()).equals(names))) {
      return List.of();
    }
    List<Field> columns = new ArrayList<>();
    for (String name : names) {
      List<String> texts = all.stream()
          .map(values -> Optional.ofNullable(values.get(name)))
          .flatMap(Optional::stream)
          .toList();
      columns.add(new Field(name, type(texts), true));
    }
    return columns;
  }

  private static DataType type(List<String> texts) {
    if (!texts.isEmpty() && texts.stream().allMatch(PartitionValues::isWhole)) {
      return DataType.BIGINT;
    }
    return !texts.isEmpty() && texts.stream().allMatch(PartitionValues::isDate)
        ? DataType.DATE
        : DataType.VARCHAR;
  }

  /** Not one with zeros before it, which are a part of a text. */
  private static boolean isWhole(String text) {
    try {
      return Long.toString(Long.parseLong(text)).equals(text);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
