package io.sluice.source.arrow.read;

import io.sluice.type.DataType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a file's schema.
 *
 * @param type of the values; VARCHAR where they cannot be read
 * @param width bytes of a value of fixed width or of an offset, otherwise elements of a value of a FIXED_LIST or 0
 * @param unitsPerSecond of times, otherwise 1
 * @param dictionary of the values whose places stand in the field instead of them; null when they stand there themselves
 * @param unsupportedType the name of a type that cannot be read; empty when the field can be
 */
public record ArrowField(
    String name,
    DataType type,
    boolean nullable,
    ArrowLayout layout,
    int width,
    long unitsPerSecond,
    List<ArrowField> children,
    @Nullable Dictionary dictionary,
    String unsupportedType) {
  public ArrowField {
    children = List.copyOf(children);
  }

  /** How places in a dictionary are written. */
  record Dictionary(long id, int indexBytes, boolean isSigned) {}

  public boolean isSupported() {
    return unsupportedType.isEmpty();
  }

  /** The field of the values in the dictionary. */
  ArrowField values() {
    return new ArrowField(
        name, type, true, layout, width, unitsPerSecond, children, null, unsupportedType);
  }

  /** Nodes that it has in a message. */
  int nodeCount() {
    return dictionary == null
        ? 1 + children.stream().mapToInt(ArrowField::nodeCount).sum()
        : 1;
  }

  /** Adds the dictionaries without which its values cannot be read. */
  void collectDictionaries(Set<Long> ids) {
    if (dictionary != null) {
      ids.add(dictionary.id());
    }
    children.forEach(child -> child.collectDictionaries(ids));
  }

  /** Finds the field whose values stand in a dictionary; null when it is none of its. */
  @Nullable
  ArrowField valuesOf(long dictionaryId) {
    if (dictionary != null && dictionary.id() == dictionaryId) {
      return values();
    }
    for (ArrowField child : children) {
      ArrowField found = child.valuesOf(dictionaryId);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
