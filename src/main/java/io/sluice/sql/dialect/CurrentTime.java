package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.sql.type.SluiceTypeSystem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/**
 * {@code now()}, {@code current_date} and their like as constants: one instant for a whole statement, wherever its parts run.
 * Belongs to the planning of one statement.
 */
public final class CurrentTime {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final long epochMillis;
  private final ZoneId zone;
  private boolean isRead;

  /**
   * The time of a statement.
   *
   * @param epochMillis the instant
   * @param zone where the session's clock stands
   */
  public CurrentTime(long epochMillis, ZoneId zone) {
    this.epochMillis = epochMillis;
    this.zone = zone;
  }

  /** Where the session's clock stands. */
  public ZoneId zone() {
    return zone;
  }

  /** Whether the statement has the instant in it, and would be another one later. */
  public boolean isRead() {
    return isRead;
  }

  /** What a name without brackets stands for, when it is one of a time. A quoted name is a column's. */
  Optional<SqlNode> of(SqlIdentifier name) {
    if (!name.isSimple() || name.isComponentQuoted(0)) {
      return Optional.empty();
    }
    SqlParserPos position = name.getParserPosition();
    return switch (name.getSimple().toUpperCase(Locale.ROOT)) {
      case "CURRENT_TIMESTAMP" -> Optional.of(instant(position));
      case "CURRENT_DATE" -> Optional.of(date(position));
      case "CURRENT_TIME", "LOCALTIME" -> Optional.of(time(position));
      case "LOCALTIMESTAMP" -> Optional.of(timestamp(position));
      default -> Optional.empty();
    };
  }

  /** What a call stands for, when it is one of a time. */
  Optional<SqlNode> of(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    Optional<SqlNode> value = switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
      case "NOW", "TRANSACTION_TIMESTAMP", "GET_CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP" ->
        Optional.of(instant(position));
      case "TODAY", "CURRENT_DATE" -> Optional.of(date(position));
      case "CURRENT_TIME", "GET_CURRENT_TIME", "LOCALTIME", "CURRENT_LOCALTIME" ->
        Optional.of(time(position));
      case "LOCALTIMESTAMP", "CURRENT_LOCALTIMESTAMP" -> Optional.of(timestamp(position));
      default -> Optional.empty();
    };
    if (value.isPresent() && call.operandCount() > 0) {
      throw DialectRewriter.error(
          ErrorCode.TYPE_MISMATCH,
          call.getOperator().getName().toLowerCase(Locale.ROOT)
              + " takes no argument; its time has milliseconds",
          call);
    }
    return value;
  }

  /** A text with an offset, which is the same instant in every zone. */
  private SqlNode instant(SqlParserPos position) {
    String text = TIMESTAMP.format(instant().atOffset(ZoneOffset.UTC)) + "+00";
    return instant(SqlLiteral.createCharString(text, position), position);
  }

  /** {@code CAST(text AS TIMESTAMP WITH TIME ZONE)}. */
  static SqlNode instant(SqlNode text, SqlParserPos position) {
    return SqlStdOperatorTable.CAST.createCall(
        position,
        text,
        new SqlDataTypeSpec(
            new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, position),
            position));
  }

  private SqlNode date(SqlParserPos position) {
    return SqlLiteral.createDate(new DateString(local().toLocalDate().toString()), position);
  }

  private SqlNode time(SqlParserPos position) {
    return SqlLiteral.createTime(
        new TimeString(withoutZeros(TIME.format(local()))),
        SluiceTypeSystem.TIMESTAMP_PRECISION,
        position);
  }

  private SqlNode timestamp(SqlParserPos position) {
    return SqlLiteral.createTimestamp(
        SqlTypeName.TIMESTAMP,
        new TimestampString(withoutZeros(TIMESTAMP.format(local()))),
        SluiceTypeSystem.TIMESTAMP_PRECISION,
        position);
  }

  private LocalDateTime local() {
    return LocalDateTime.ofInstant(instant(), zone);
  }

  private Instant instant() {
    isRead = true;
    return Instant.ofEpochMilli(epochMillis);
  }

  /** A literal's fraction ends in no zero. */
  private static String withoutZeros(String text) {
    String shorter = text;
    while (shorter.endsWith("0")) {
      shorter = shorter.substring(0, shorter.length() - 1);
    }
    return shorter.endsWith(".") ? shorter.substring(0, shorter.length() - 1) : shorter;
  }
}
