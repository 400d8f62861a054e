package io.sluice.flight.metadata;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the engine as JDBC and ODBC describe types. */
public final class TypeEntries {
  private static final int NULLABLE = 1;
  private static final int SEARCHABLE_BASIC = 2;
  private static final int SEARCHABLE_FULL = 3;
  private static final int DECIMAL_DIGITS = 10;
  private static final int BITS = 2;

  /** Numbers of java.sql.Types, and for UUID and nested types those that drivers take for anything. */
  private static final int OTHER = 1111;

  private static final int ARRAY = 2003;
  private static final int STRUCT = 2002;
  private static final int TIMESTAMP_TZ = 2014;
  private static final int DATETIME = 9;
  private static final int INTERVAL = 10;

  private static final List<Entry> ALL = Stream.of(
          Entry.number("TINYINT", -6, 3, DECIMAL_DIGITS, 0),
          Entry.number("SMALLINT", 5, 5, DECIMAL_DIGITS, 0),
          Entry.number("INTEGER", 4, 10, DECIMAL_DIGITS, 0),
          Entry.number("BIGINT", -5, 19, DECIMAL_DIGITS, 0),
          Entry.number("REAL", 7, 24, BITS, null),
          Entry.number("DOUBLE", 8, 53, BITS, null),
          Entry.decimal(),
          Entry.other("BOOLEAN", 16, 1, null, List.of()),
          Entry.other("VARCHAR", 12, null, "'", List.of()),
          Entry.other("VARBINARY", -3, null, "X'", List.of()),
          Entry.time("DATE", 91, 10, "DATE '", DATETIME, 1),
          Entry.time("TIME", 92, 15, "TIME '", DATETIME, 2),
          Entry.time("TIMESTAMP", 93, 29, "TIMESTAMP '", DATETIME, 3),
          Entry.time("TIMESTAMP WITH TIME ZONE", TIMESTAMP_TZ, 32, "TIMESTAMPTZ '", DATETIME, 5),
          Entry.time("INTERVAL", OTHER, null, "INTERVAL '", INTERVAL, 0),
          Entry.other("UUID", OTHER, 36, "UUID '", List.of()),
          Entry.other("ARRAY", ARRAY, null, null, List.of("element type")),
          Entry.other("MAP", OTHER, null, null, List.of("key type", "value type")),
          Entry.other("ROW", STRUCT, null, null, List.of("fields")))
      .sorted(Comparator.comparingInt(Entry::dataType).thenComparing(Entry::name))
      .toList();

  private TypeEntries() {}

  private record Entry(
      String name,
      int dataType,
      @Nullable Integer size,
      @Nullable String prefix,
      List<String> parameters,
      int sqlDataType,
      @Nullable Integer subcode,
      @Nullable Integer radix,
      @Nullable Integer minScale,
      @Nullable Integer maxScale) {
    static Entry number(String name, int dataType, int size, int radix, @Nullable Integer scale) {
      return new Entry(name, dataType, size, null, List.of(), dataType, null, radix, scale, scale);
    }

    static Entry decimal() {
      return new Entry(
          "DECIMAL", 3, 38, null, List.of("precision", "scale"), 3, null, DECIMAL_DIGITS, 0, 38);
    }

    static Entry time(
        String name,
        int dataType,
        @Nullable Integer size,
        String prefix,
        int sqlDataType,
        int subcode) {
      return new Entry(
          name, dataType, size, prefix, List.of(), sqlDataType, subcode, null, null, null);
    }

    static Entry other(
        String name,
        int dataType,
        @Nullable Integer size,
        @Nullable String prefix,
        List<String> parameters) {
      return new Entry(name, dataType, size, prefix, parameters, dataType, null, null, null, null);
    }
  }

  /**
   * The types, in the order of their numbers, then of their names.
   *
   * @param dataType the number of the types that are asked for; empty for all
   */
  public static MetadataTable all(Optional<Integer> dataType) {
    MetadataTable table = new MetadataTable(MetadataSchemas.TYPE_ROWS);
    for (Entry entry : ALL) {
      if (dataType.isEmpty() || dataType.get() == entry.dataType()) {
        add(table, entry);
      }
    }
    return table;
  }

  private static void add(MetadataTable table, Entry entry) {
    boolean isNumber = entry.radix() != null;
    boolean isText = entry.name().equals("VARCHAR");
    table.add(
        entry.name(),
        entry.dataType(),
        entry.size(),
        entry.prefix(),
        entry.prefix() == null ? null : "'",
        entry.parameters().isEmpty() ? null : entry.parameters(),
        NULLABLE,
        isText,
        isText ? SEARCHABLE_FULL : SEARCHABLE_BASIC,
        isNumber ? Boolean.FALSE : null,
        false,
        isNumber ? Boolean.FALSE : null,
        entry.name(),
        entry.minScale(),
        entry.maxScale(),
        entry.sqlDataType(),
        entry.subcode(),
        entry.radix(),
        null);
  }
}
