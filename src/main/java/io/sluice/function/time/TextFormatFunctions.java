package io.sluice.function.time;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.DATE;
import static io.sluice.type.DataType.TIMESTAMP;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times in formats of MySQL, which Trino has too, and of ISO 8601. */
public final class TextFormatFunctions {
  private static final String CATEGORY = "dates";

  private TextFormatFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "date_format")
            .says(
                "A time in a format of MySQL.",
                "date_format(DATE '2024-02-17', '%e. %M %Y') is 17. February 2024")
            .rows(
                "date_format(timestamp, format)",
                List.of(TIMESTAMP, VARCHAR),
                VARCHAR,
                row -> TimeFormat.format(time(row), MysqlFormat.toStrftime(text(row, 1))))
            .build(),
        ScalarDefinition.named(CATEGORY, "date_parse")
            .says(
                "The timestamp in a text of a format of MySQL.",
                "date_parse('2024-02-17 21:14', '%Y-%m-%d %H:%i') is 2024-02-17 21:14:00")
            .rows(
                "date_parse(text, format)",
                List.of(VARCHAR, VARCHAR),
                TIMESTAMP,
                row -> Times.micros(
                    TimeFormat.parse(text(row, 0), MysqlFormat.toStrftime(text(row, 1)))))
            .build(),
        ScalarDefinition.named(CATEGORY, "from_iso8601_date")
            .says(
                "The date in a text of ISO 8601.", "from_iso8601_date('2024-02-17') is 2024-02-17")
            .rows(
                "from_iso8601_date(text)",
                List.of(VARCHAR),
                DATE,
                row -> Times.days(isoDate(text(row, 0))))
            .build(),
        ScalarDefinition.named(CATEGORY, "isoyear", "year_of_week", "yow")
            .says("The year that ISO counts the week in.", "isoyear(DATE '2024-12-30') is 2025")
            .rows("isoyear(timestamp)", List.of(TIMESTAMP), BIGINT, row ->
                (long) time(row).get(IsoFields.WEEK_BASED_YEAR))
            .build());
  }

  private static LocalDate isoDate(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "'" + text + "' is no date of the form 2024-02-17", e);
    }
  }

  private static LocalDateTime time(@Nullable Object[] row) {
    return Times.timestamp((Long) requireNonNull(row[0]));
  }

  private static String text(@Nullable Object[] row, int index) {
    return (String) requireNonNull(row[index]);
  }
}
