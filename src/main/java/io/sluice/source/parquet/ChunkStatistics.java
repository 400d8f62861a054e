package io.sluice.source.parquet;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.ComparisonOperator;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.parquet.page.IntegerBounds;
import io.sluice.source.parquet.page.PlainDecoder;
import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the values of one column of one row group, or of one page of it.
 *
 * @param min not larger than any value, in the form of {@link io.sluice.type.Literal#value()}, but texts and VARBINARY as their bytes; null when it is not known
 * @param max not smaller than any value but NaN
 * @param nullCount how many rows are NULL, when the file says so
 */
record ChunkStatistics(
    @Nullable Object min, @Nullable Object max, OptionalLong nullCount, long rowCount)
    implements ColumnEvidence {

  static ChunkStatistics of(
      ParquetColumn column, ColumnChunk chunk, FileMetaData file, long rowCount) {
    ColumnMetaData metadata = chunk.getMeta_data();
    Statistics statistics = metadata.getStatistics();
    if (!column.layout().isOptional()) {
      return withBounds(column, file, statistics, OptionalLong.of(0), rowCount);
    }
    OptionalLong nulls = statistics != null && statistics.isSetNull_count()
        ? OptionalLong.of(statistics.getNull_count())
        : OptionalLong.empty();
    return withBounds(column, file, statistics, nulls, rowCount);
  }

  /** The bounds of a chunk whose values are kept in integers. */
  static Optional<IntegerBounds> integerBounds(
      ParquetColumn column, ColumnChunk chunk, FileMetaData file) {
    Statistics statistics = chunk.getMeta_data().getStatistics();
    if (statistics == null || !isOrdered(column, file)) {
      return Optional.empty();
    }
    return integerBounds(
        column.field().type(),
        column.layout(),
        statistics.getMin_value(),
        statistics.getMax_value());
  }

  /** Bounds as integers; empty where values are not kept in integers. */
  static Optional<IntegerBounds> integerBounds(
      DataType type, ValueLayout layout, byte @Nullable [] minValue, byte @Nullable [] maxValue) {
    if (!RuntimeFilter.supports(type)) {
      return Optional.empty();
    }
    FlatVector min = vector(type, layout, minValue);
    FlatVector max = vector(type, layout, maxValue);
    return min == null || max == null
        ? Optional.empty()
        : Optional.of(new IntegerBounds(integer(min), integer(max)));
  }

  /** What bounds say that stand in a file which says how it orders values. */
  static ChunkStatistics ofBounds(
      DataType type,
      ValueLayout layout,
      byte[] minValue,
      byte[] maxValue,
      OptionalLong nulls,
      long rowCount) {
    return withoutNan(
        decode(type, layout, minValue), decode(type, layout, maxValue), nulls, rowCount);
  }

  private static long integer(FlatVector value) {
    return value instanceof LongVector longs ? longs.values()[0] : ((IntVector) value).values()[0];
  }

  private static ChunkStatistics withBounds(
      ParquetColumn column,
      FileMetaData file,
      @Nullable Statistics statistics,
      OptionalLong nulls,
      long rowCount) {
    if (statistics == null) {
      return new ChunkStatistics(null, null, nulls, rowCount);
    }
    Object min = bound(column, file, statistics.getMin_value());
    Object max = bound(column, file, statistics.getMax_value());
    if (min == null && max == null && isSignedNumber(column)) {
      // The older fields order everything as signed numbers.
      min = decode(column.field().type(), column.layout(), statistics.getMin());
      max = decode(column.field().type(), column.layout(), statistics.getMax());
    }
    return withoutNan(min, max, nulls, rowCount);
  }

  private static ChunkStatistics withoutNan(
      @Nullable Object min, @Nullable Object max, OptionalLong nulls, long rowCount) {
    if (isNan(min) || isNan(max)) {
      return new ChunkStatistics(null, null, nulls, rowCount);
    }
    return new ChunkStatistics(min, max, nulls, rowCount);
  }

  private static boolean isNan(@Nullable Object value) {
    return value instanceof Number number
        && isFraction(number)
        && Double.isNaN(number.doubleValue());
  }

  private static boolean isFraction(@Nullable Object value) {
    return value instanceof Double || value instanceof Float;
  }

  private static @Nullable Object bound(
      ParquetColumn column, FileMetaData file, byte @Nullable [] bytes) {
    return isOrdered(column, file) ? decode(column.field().type(), column.layout(), bytes) : null;
  }

  /** Bounds mean nothing where the file does not say how it orders values. */
  static boolean isOrdered(ParquetColumn column, FileMetaData file) {
    return isSignedNumber(column)
        || column.layout().type() != Type.INT96
            && file.isSetColumn_orders()
            && column.chunkIndex() < file.getColumn_ordersSize()
            && file.getColumn_orders().get(column.chunkIndex()).isSetTYPE_ORDER();
  }

  private static boolean isSignedNumber(ParquetColumn column) {
    return switch (column.layout().type()) {
      case INT32, INT64 -> column.layout().unit() != ValueLayout.Unit.UNSIGNED;
      case FLOAT, DOUBLE -> true;
      case BOOLEAN, INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  private static @Nullable Object decode(
      DataType type, ValueLayout layout, byte @Nullable [] bytes) {
    if (type.physicalType() == PhysicalType.BYTES) {
      return bytes;
    }
    FlatVector value = vector(type, layout, bytes);
    return value == null ? null : value.value(0);
  }

  /** A bound as the only value of a vector; null when there is none. */
  private static @Nullable FlatVector vector(
      DataType type, ValueLayout layout, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    // Bounds have no length before them.
    ValueLayout plain = layout.type() == Type.BYTE_ARRAY
        ? new ValueLayout(
            Type.FIXED_LEN_BYTE_ARRAY, Math.max(bytes.length, 1), false, layout.unit())
        : layout;
    FlatVector value = FlatVector.create(type, 1);
    try {
      PlainDecoder.of(plain, type)
          .decode(Arrays.copyOf(bytes, bytes.length + 16), 0, bytes.length, value, 0, 1);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
    value.setLength(1);
    return value;
  }

  /** Compares two values of one type: values and bounds of the statistics. */
  static int compare(Object left, Object right) {
    if (left instanceof byte[] leftBytes) {
      return Arrays.compareUnsigned(leftBytes, (byte[]) right);
    }
    if (isFraction(left)) {
      double leftNumber = ((Number) left).doubleValue();
      double rightNumber = ((Number) right).doubleValue();
      // Zeros of either sign are equal.
      return leftNumber == rightNumber ? 0 : Double.compare(leftNumber, rightNumber);
    }
    return naturalOrder().compare(left, right);
  }

  @SuppressWarnings("unchecked") // both have the Java class of one data type
  private static Comparator<Object> naturalOrder() {
    return (left, right) -> ((Comparable<Object>) left).compareTo(right);
  }

  /** A literal's value as {@link #compare} takes it. */
  static Object comparable(Object literalValue) {
    if (literalValue instanceof Binary binary) {
      return binary.bytes();
    }
    return literalValue instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : literalValue;
  }

  @Override
  public boolean mayMatch(ComparisonOperator operator, Object constant) {
    if (isAllNull()) {
      return false;
    }
    if (isNan(constant)) {
      return true;
    }
    boolean mayBeNan = isFraction(constant);
    Object value = comparable(constant);
    int toMin = min == null ? 1 : compare(value, min);
    int toMax = max == null ? -1 : compare(value, max);
    return switch (operator) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> toMin >= 0 && toMax <= 0;
      case LESS -> toMin > 0;
      case LESS_OR_EQUAL -> toMin >= 0;
      // Bounds leave NaN out, which is larger than any number.
      case GREATER -> mayBeNan || toMax < 0;
      case GREATER_OR_EQUAL -> mayBeNan || toMax <= 0;
      case NOT_EQUAL, IS_DISTINCT_FROM -> true;
    };
  }

  @Override
  public boolean mayBeNull() {
    return nullCount.isEmpty() || nullCount.getAsLong() > 0;
  }

  @Override
  public boolean mayBeValue() {
    return !isAllNull();
  }

  boolean isAllNull() {
    return rowCount > 0 && nullCount.isPresent() && nullCount.getAsLong() == rowCount;
  }
}
