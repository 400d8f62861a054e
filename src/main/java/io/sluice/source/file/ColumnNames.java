package io.sluice.source.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of columns that files bring. */
public final class ColumnNames {
  private ColumnNames() {}

  /** The names, those that are blank as {@code column0}, {@code column1}, ... by place, and a number behind those that equal an earlier one in any case. */
  public static List<String> of(List<String> found) {
    List<String> names = new ArrayList<>(found.size());
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      String name = found.get(i).isBlank() ? "column" + i : found.get(i);
      String unique = name;
      for (int n = 1; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
        unique = name + "_" + n;
      }
      names.add(unique);
    }
    return names;
  }
}
