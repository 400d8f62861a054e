package io.sluice.function.time;

import static io.sluice.type.DataType.TIMESTAMP;
import static io.sluice.type.DataType.TIMESTAMP_TZ;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.cast.TimeTexts;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ValueText;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between instants and the clocks of time zones. A time that a clock skips is the one as much later; of a time that it shows twice, the later one is meant.
 */
public final class ZoneFunctions {
  private static final String CATEGORY = "dates";

  private ZoneFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "timezone")
            .says(
                "The instant at which a zone's clock shows a timestamp, or what it shows at an instant: the operator AT TIME ZONE.",
                "")
            .rows(
                "timezone(zone, timestamp)",
                List.of(VARCHAR, TIMESTAMP),
                TIMESTAMP_TZ,
                row -> instant(Times.timestamp(micros(row)), zone(row)))
            .rows(
                "timezone(zone, timestamp with time zone)",
                List.of(VARCHAR, TIMESTAMP_TZ),
                TIMESTAMP,
                row -> micros(row) + offset(micros(row), zone(row)).getTotalSeconds() * 1_000_000L)
            .build(),
        ScalarDefinition.named(CATEGORY, "zoned_text")
            .says(
                "The text of an instant on the clock of a zone, with its offset from UTC.",
                "zoned_text('Europe/Berlin', timezone('UTC', TIMESTAMP '2024-06-01 10:00:00')) is 2024-06-01 12:00:00+02")
            .rows(
                "zoned_text(zone, timestamp with time zone)",
                List.of(VARCHAR, TIMESTAMP_TZ),
                VARCHAR,
                row -> text(micros(row), offset(micros(row), zone(row))))
            .build(),
        ScalarDefinition.named(CATEGORY, "zoned_timestamp")
            .says(
                "The instant in a text; where the text has no offset, a zone's clock shows it.", "")
            .rows(
                "zoned_timestamp(zone, text)",
                List.of(VARCHAR, VARCHAR),
                TIMESTAMP_TZ,
                row -> TimeTexts.instant(
                    (String) requireNonNull(row[1]),
                    local -> instant(Times.timestamp(local), zone(row))))
            .build());
  }

  private static long micros(@Nullable Object[] row) {
    return (Long) requireNonNull(row[1]);
  }

  private static ZoneId zone(@Nullable Object[] row) {
    String name = (String) requireNonNull(row[0]);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "There is no time zone '" + name + "'; 'UTC', 'Europe/Berlin' and '+02:00' are some",
          e);
    }
  }

  private static ZoneOffset offset(long micros, ZoneId zone) {
    return zone.getRules().getOffset(Times.timestamp(micros).toInstant(ZoneOffset.UTC));
  }

  private static long instant(LocalDateTime local, ZoneId zone) {
    return Times.micros(LocalDateTime.ofInstant(
        local.atZone(zone).withLaterOffsetAtOverlap().toInstant(), ZoneOffset.UTC));
  }

  /** Minutes of the offset only where there are some. */
  private static String text(long micros, ZoneOffset offset) {
    String sign = offset.getId().equals("Z") ? "+00" : offset.getId();
    return ValueText.formatTimestamp(micros + offset.getTotalSeconds() * 1_000_000L)
        + (sign.endsWith(":00") ? sign.substring(0, sign.length() - 3) : sign);
  }
}
