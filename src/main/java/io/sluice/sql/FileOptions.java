package io.sluice.sql;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the brackets behind the path of a COPY or of an external table, by name in lower case.
 *
 * @param values each a list of texts: of one where the statement gives one
 */
public record FileOptions(Map<String, List<String>> values, Map<String, Position> positions) {
  /** Other names of options, as DuckDB and PostgreSQL have them. */
  private static final Map<String, String> SYNONYMS = Map.of(
      "delim", "delimiter",
      "sep", "delimiter",
      "nullstr", "null",
      "codec", "compression",
      "partitioned_by", "partition_by",
      "overwrite_or_ignore", "overwrite");

  static FileOptions of(SqlNodeList list) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<String, Position> positions = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i += 2) {
      SqlIdentifier name = (SqlIdentifier) list.get(i);
      String key = name.getSimple().toLowerCase(Locale.ROOT);
      key = SYNONYMS.getOrDefault(key, key);
      Position position = StatementParser.position(name.getParserPosition());
      if (values.put(key, texts(list.get(i + 1))) != null) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR, "Option " + name + " is there twice", position, null);
      }
      positions.put(key, position);
    }
    return new FileOptions(values, positions);
  }

  private static List<String> texts(SqlNode value) {
    if (value instanceof SqlNodeList list) {
      return list.stream().map(FileOptions::text).toList();
    }
    return List.of(text(value));
  }

  private static String text(@Nullable SqlNode value) {
    if (value instanceof SqlIdentifier name) {
      return name.getSimple();
    }
    String text = value instanceof SqlLiteral literal ? literal.toValue() : null;
    return text == null ? "" : text;
  }

  /** The only value of an option, or empty when it is not there. */
  public Optional<String> value(String name) {
    List<String> found = values.get(name);
    if (found == null) {
      return Optional.empty();
    }
    if (found.size() != 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Option " + name.toUpperCase(Locale.ROOT) + " takes one value",
          positions.get(name),
          null);
    }
    return Optional.of(found.get(0));
  }

  /** The values of an option, none when it is not there. */
  public List<String> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Where an option stands. */
  public @Nullable Position position(String name) {
    return positions.get(name);
  }
}
