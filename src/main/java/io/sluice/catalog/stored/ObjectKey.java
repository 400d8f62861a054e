package io.sluice.catalog.stored;

import java.util.Locale;

/**
 * What tells the definitions of a catalog apart. Tables and views share their names. Compared without case.
 *
 * @param schema in lower case
 * @param name in lower case; empty for a schema itself
 */
public record ObjectKey(Kind kind, String schema, String name) {
  /** What a name may stand for. */
  public enum Kind {
    SCHEMA,
    RELATION,
    MACRO,
    STATISTICS
  }

  static ObjectKey of(Kind kind, String schema, String name) {
    return new ObjectKey(kind, schema.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  static ObjectKey ofSchema(String schema) {
    return of(Kind.SCHEMA, schema, "");
  }

  /** The key as a text. */
  @Override
  public String toString() {
    // Names may hold any character but this one, which no SQL can write.
    return kind + "\0" + schema + "\0" + name;
  }

  /** The key of such a text. */
  static ObjectKey parse(String text) {
    String[] parts = text.split("\0", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a key: " + text);
    }
    return new ObjectKey(Kind.valueOf(parts[0]), parts[1], parts[2]);
  }
}
