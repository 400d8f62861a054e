package io.sluice.source.parquet.page;

import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import org.apache.parquet.format.Type;

/**
 * How a column's values stand in a file. Files of one table may differ in it.
 *
 * @param typeLength bytes of a FIXED_LEN_BYTE_ARRAY, otherwise 0
 * @param isOptional whether definition levels say which rows are NULL
 */
public record ValueLayout(Type type, int typeLength, boolean isOptional, Unit unit) {
  /** What a stored number counts. */
  public enum Unit {
    /** The value itself. */
    ONE,
    /** The value itself, without a sign. */
    UNSIGNED,
    MILLISECONDS,
    MICROSECONDS,
    NANOSECONDS
  }

  /** Whether numbers of the unit are those that vectors of a type keep, so that equal values are written in one way only. */
  public boolean isKeptAsWritten(DataType dataType) {
    return switch (unit) {
      case ONE, UNSIGNED, MICROSECONDS -> true;
      case MILLISECONDS -> false;
      case NANOSECONDS -> dataType.kind() == TypeKind.TIMESTAMP_NANOS;
    };
  }

  /** Bytes of a value in the PLAIN encoding, BOOLEANs as {@link PlainTranslation} gives them; 0 where each value has its length before it. */
  int plainWidth() {
    return switch (type) {
      case BOOLEAN -> 1;
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> typeLength;
      case BYTE_ARRAY -> 0;
    };
  }
}
