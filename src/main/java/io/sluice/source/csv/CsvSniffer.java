package io.sluice.source.csv;

import io.sluice.config.ConfigValues;
import io.sluice.source.file.ColumnNames;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.TextSource;
import io.sluice.source.file.TextValues;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out from the beginning of a file how it is written: delimiter, header, and the narrowest type that all values of a column have. */
final class CsvSniffer {
  private static final byte[] DELIMITERS = {',', ';', '\t', '|'};

  /** From narrow to wide; a column has the first one that all its values are of. */
  private static final List<TypeKind> CANDIDATES = List.of(
      TypeKind.BOOLEAN,
      TypeKind.BIGINT,
      TypeKind.DOUBLE,
      TypeKind.DATE,
      TypeKind.TIME,
      TypeKind.TIMESTAMP,
      TypeKind.TIMESTAMP_TZ);

  private final FileIdentity file;
  private final boolean isCompressed;
  private final byte[] sample;
  private final boolean isWhole;

  /**
   * What was found.
   *
   * @param types empty for a column without values
   * @param sampledBytes how much of the text {@code sampledRecords} took
   */
  record Result(
      CsvFile file,
      List<String> names,
      List<Optional<DataType>> types,
      long sampledBytes,
      long sampledRecords) {}

  private CsvSniffer(FileIdentity file, boolean isCompressed, byte[] sample, boolean isWhole) {
    this.file = file;
    this.isCompressed = isCompressed;
    this.sample = sample;
    this.isWhole = isWhole;
  }

  /** Reads the beginning of a file; blocking. */
  static Result sniff(FileIdentity file, ConfigValues config) {
    boolean isCompressed = TextSource.isCompressed(file.path());
    int sampleBytes = config.getInt(CsvConfig.SAMPLE_BYTES);
    try (TextSource source = TextSource.open(file, isCompressed)) {
      byte[] sample = source.read(sampleBytes);
      boolean isWhole = source.read(1).length == 0;
      return new CsvSniffer(file, isCompressed, sample, isWhole).find(config);
    }
  }

  private CsvParser parser(byte delimiter) {
    CsvParser parser = new CsvParser(delimiter, Integer.MAX_VALUE);
    parser.feed(sample, sample.length);
    if (isWhole) {
      parser.feedEnd();
    }
    return parser;
  }

  private Result find(ConfigValues config) {
    byte delimiter = CsvConfig.delimiter(config).orElseGet(this::delimiter);
    try {
      CsvParser parser = parser(delimiter);
      if (!parser.next()) {
        if (isWhole) {
          throw CsvFile.invalid(file, 1, "it is empty, so it has no columns");
        }
        throw CsvFile.invalid(
            file,
            1,
            "its first record is longer than %s = %d"
                .formatted(CsvConfig.SAMPLE_BYTES.name(), sample.length));
      }
      return describe(parser, delimiter, CsvConfig.header(config));
    } catch (CsvFormatException e) {
      throw CsvFile.invalid(file, e.line(), String.valueOf(e.getMessage()));
    }
  }

  /** The delimiter that cuts all records into the same number of fields, the one with most fields of several. */
  private byte delimiter() {
    byte best = DELIMITERS[0];
    int bestScore = 0;
    for (byte candidate : DELIMITERS) {
      int score = score(candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  private int score(byte delimiter) {
    CsvParser parser = parser(delimiter);
    try {
      int fields = -1;
      while (parser.next()) {
        if (parser.isBlank()) {
          continue;
        }
        if (fields >= 0 && parser.fieldCount() != fields) {
          return 0;
        }
        fields = parser.fieldCount();
      }
      return Math.max(fields - 1, 0);
    } catch (CsvFormatException e) {
      return 0;
    }
  }

  private Result describe(CsvParser parser, byte delimiter, Optional<Boolean> header) {
    int fieldCount = parser.fieldCount();
    List<String> first = new ArrayList<>(fieldCount);
    boolean hasEmptyName = false;
    List<Set<TypeKind>> firstTypes = noneRuledOut(fieldCount);
    TextValues values = new TextValues();
    for (int i = 0; i < fieldCount; i++) {
      first.add(parser.text(i));
      hasEmptyName |= parser.isNull(i);
    }
    ruleOut(parser, values, firstTypes);
    List<Set<TypeKind>> types = noneRuledOut(fieldCount);
    boolean[] hasValues = new boolean[fieldCount];
    long records = 0;
    while (parser.next()) {
      if (fieldCount > 1 && parser.isBlank()) {
        continue;
      }
      for (int i = 0; i < Math.min(fieldCount, parser.fieldCount()); i++) {
        hasValues[i] |= !parser.isNull(i);
      }
      ruleOut(parser, values, types);
      records++;
    }
    boolean hasHeader = header.orElse(
        records == 0
            ? !hasEmptyName && firstTypes.stream().allMatch(Set::isEmpty)
            : !hasEmptyName && isHeader(firstTypes, types, hasValues));
    if (!hasHeader) {
      records++;
      for (int i = 0; i < fieldCount; i++) {
        types.get(i).retainAll(firstTypes.get(i));
        hasValues[i] |= !first.get(i).isEmpty();
      }
    }
    List<Optional<DataType>> chosen = new ArrayList<>(fieldCount);
    for (int i = 0; i < fieldCount; i++) {
      chosen.add(hasValues[i] ? Optional.of(narrowest(types.get(i))) : Optional.empty());
    }
    return new Result(
        new CsvFile(file, isCompressed, delimiter, hasHeader, fieldCount),
        names(first, hasHeader),
        chosen,
        sample.length,
        Math.max(records, 1));
  }

  private static List<Set<TypeKind>> noneRuledOut(int fieldCount) {
    List<Set<TypeKind>> types = new ArrayList<>(fieldCount);
    for (int i = 0; i < fieldCount; i++) {
      types.add(EnumSet.copyOf(CANDIDATES));
    }
    return types;
  }

  private static void ruleOut(CsvParser record, TextValues values, List<Set<TypeKind>> types) {
    for (int i = 0; i < Math.min(types.size(), record.fieldCount()); i++) {
      if (!types.get(i).isEmpty() && !record.isNull(i)) {
        record.select(i);
        types
            .get(i)
            .removeIf(kind -> !values.fits(kind, record.bytes(), record.start(), record.end()));
      }
    }
  }

  /** The first record holds names if one of them is no value of its column, or if all columns are text, of which nothing can be told. */
  private static boolean isHeader(
      List<Set<TypeKind>> first, List<Set<TypeKind>> others, boolean[] hasValues) {
    boolean areAllText = true;
    for (int i = 0; i < first.size(); i++) {
      if (!others.get(i).isEmpty() && hasValues[i]) {
        areAllText = false;
        Set<TypeKind> common = EnumSet.noneOf(TypeKind.class);
        common.addAll(others.get(i));
        common.retainAll(first.get(i));
        if (common.isEmpty()) {
          return true;
        }
      }
    }
    return areAllText && first.stream().allMatch(Set::isEmpty);
  }

  private static DataType narrowest(Set<TypeKind> types) {
    for (TypeKind kind : CANDIDATES) {
      if (types.contains(kind)) {
        return DataType.of(kind);
      }
    }
    return DataType.VARCHAR;
  }

  /** The names of the header, or {@code column0}, {@code column1}, ... */
  private static List<String> names(List<String> first, boolean hasHeader) {
    return ColumnNames.of(
        first.stream().map(name -> hasHeader ? name.strip() : "").toList());
  }
}
