package io.sluice.source.tpcds;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was counted in a column of the tables of scale 0.01 and 1: {@code profiles.tsv}. Between and beyond these scales a number is taken to grow by a power of the
 * scale, which fits columns that do not grow at all as well as keys of tables that grow in proportion.
 *
 * @param isRequired whether the benchmark forbids NULL
 * @param averageBytes average width of a value
 * @param least smallest value, an empty text when it is not known
 * @param tinyGreatest greatest value at scale 0.01, an empty text when it is not known
 * @param greatest greatest value at scale 1
 */
record ColumnProfile(
    boolean isRequired,
    double nullFraction,
    int averageBytes,
    Growth distinct,
    String least,
    String tinyGreatest,
    String greatest) {
  private static final Map<String, ColumnProfile> PROFILES = read();

  /** A number at scale 0.01 and at scale 1. */
  record Growth(double atTiny, double atOne) {
    double at(double scaleFactor) {
      if (atTiny <= 0 || atOne <= 0) {
        return atOne;
      }
      double exponent = Math.log(atOne / atTiny) / Math.log(1 / ScaleFactor.TINY);
      // Nothing grows faster than the scale once every value was seen.
      double bounded = scaleFactor <= 1 ? exponent : Math.min(Math.max(exponent, 0), 1);
      return atOne * Math.pow(scaleFactor, bounded);
    }
  }

  static ColumnProfile of(String columnName) {
    ColumnProfile profile = PROFILES.get(columnName);
    if (profile == null) {
      throw new IllegalArgumentException("nothing is known of column '" + columnName + "'");
    }
    return profile;
  }

  double distinctCount(double scaleFactor) {
    return distinct.at(scaleFactor);
  }

  Optional<Literal> minimum(DataType type) {
    return least.isEmpty() ? Optional.empty() : Optional.of(literal(type, least));
  }

  Optional<Literal> maximum(DataType type, double scaleFactor) {
    if (greatest.isEmpty() || tinyGreatest.isEmpty()) {
      return Optional.empty();
    }
    if (type.kind() == DataType.DATE.kind() || greatest.equals(tinyGreatest)) {
      return Optional.of(literal(type, greatest));
    }
    double grown =
        new Growth(Double.parseDouble(tinyGreatest), Double.parseDouble(greatest)).at(scaleFactor);
    return Optional.of(literal(type, BigDecimal.valueOf(grown).toPlainString()));
  }

  private static Literal literal(DataType type, String text) {
    return switch (type.kind()) {
      case DATE -> new Literal(type, (int) LocalDate.parse(text).toEpochDay());
      case INTEGER -> Literal.of((int) Math.rint(Double.parseDouble(text)));
      case BIGINT -> Literal.of((long) Math.rint(Double.parseDouble(text)));
      case DECIMAL ->
        new Literal(
            type,
            new BigDecimal(text).setScale(((DecimalType) type).scale(), RoundingMode.HALF_UP));
      default -> throw new IllegalArgumentException("bounds of " + type);
    };
  }

  private static Map<String, ColumnProfile> read() {
    Map<String, ColumnProfile> profiles = new HashMap<>();
    try (InputStream file = ColumnProfile.class.getResourceAsStream("profiles.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
        String[] parts = line.split("\t", -1);
        profiles.put(
            parts[0],
            new ColumnProfile(
                parts[1].equals("required"),
                Double.parseDouble(parts[2]),
                Integer.parseInt(parts[3]),
                new Growth(Double.parseDouble(parts[4]), Double.parseDouble(parts[5])),
                parts[6],
                parts[7],
                parts[8]));
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profiles;
  }
}
