package io.sluice.source.jdbc;

import io.sluice.type.Literal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Gives values of the engine to a statement, each as the class that JDBC has for its type. */
final class Parameters {
  private static final long MICROS_PER_SECOND = Duration.ofSeconds(1).toNanos() / 1000;
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private Parameters() {}

  static void set(PreparedStatement statement, List<Literal> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, value(values.get(i)));
    }
  }

  private static Object value(Literal literal) {
    Object value = Objects.requireNonNull(literal.value(), "a parameter is never NULL");
    return switch (literal.type().kind()) {
      case TINYINT, SMALLINT -> ((Number) value).intValue();
      case DATE -> LocalDate.ofEpochDay((Integer) value);
      case TIMESTAMP -> time((Long) value, MICROS_PER_SECOND);
      case TIMESTAMP_NANOS -> time((Long) value, NANOS_PER_SECOND);
      case TIMESTAMP_TZ -> time((Long) value, MICROS_PER_SECOND).atOffset(ZoneOffset.UTC);
      default -> value;
    };
  }

  private static LocalDateTime time(long count, long unitsPerSecond) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(count, unitsPerSecond),
        (int) (Math.floorMod(count, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond)),
        ZoneOffset.UTC);
  }
}
