package io.sluice.source.parquet;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.parquet.page.IntegerBounds;
import io.sluice.source.parquet.page.PlainDecoder;
import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
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
 * What a file says of the values of one column of one row group.
 *
 * @param min not larger than any value, in the form of {@link io.sluice.type.Literal#value()}, but texts as bytes; null when it is not known
 * @param max not smaller than any value but NaN
 * @param nullCount how many rows are NULL, when the file says so
 */
record ChunkStatistics(
    @Nullable Object min, @Nullable Object max, OptionalLong nullCount, long rowCount) {

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
    if (statistics == null
        || column.layout().type() == Type.INT96
        || !RuntimeFilter.supports(column.field().type())
        || !isOrdered(column, file)) {
      return Optional.empty();
    }
    FlatVector min = vector(column, statistics.getMin_value());
    FlatVector max = vector(column, statistics.getMax_value());
    return min == null || max == null
        ? Optional.empty()
        : Optional.of(new IntegerBounds(integer(min), integer(max)));
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
    if (statistics == null || column.layout().type() == Type.INT96) {
      return new ChunkStatistics(null, null, nulls, rowCount);
    }
    Object min = bound(column, file, statistics.getMin_value());
    Object max = bound(column, file, statistics.getMax_value());
    if (min == null && max == null && isSignedNumber(column)) {
      // The older fields order everything as signed numbers.
      min = decode(column, statistics.getMin());
      max = decode(column, statistics.getMax());
    }
    if (min instanceof Double low && low.isNaN() || max instanceof Double high && high.isNaN()) {
      min = null;
      max = null;
    }
    return new ChunkStatistics(min, max, nulls, rowCount);
  }

  private static @Nullable Object bound(
      ParquetColumn column, FileMetaData file, byte @Nullable [] bytes) {
    return isOrdered(column, file) ? decode(column, bytes) : null;
  }

  /** Bounds mean nothing where the file does not say how it orders values. */
  private static boolean isOrdered(ParquetColumn column, FileMetaData file) {
    return isSignedNumber(column)
        || file.isSetColumn_orders()
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

  private static @Nullable Object decode(ParquetColumn column, byte @Nullable [] bytes) {
    if (column.field().type().kind() == TypeKind.VARCHAR) {
      return bytes;
    }
    FlatVector value = vector(column, bytes);
    return value == null ? null : value.value(0);
  }

  /** A bound as the only value of a vector; null when there is none. */
  private static @Nullable FlatVector vector(ParquetColumn column, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    DataType type = column.field().type();
    ValueLayout layout = column.layout();
    if (layout.type() == Type.BYTE_ARRAY) {
      // Bounds have no length before them.
      layout = new ValueLayout(
          Type.FIXED_LEN_BYTE_ARRAY, Math.max(bytes.length, 1), false, layout.unit());
    }
    FlatVector value = FlatVector.create(type, 1);
    try {
      PlainDecoder.of(layout, type)
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
    if (left instanceof Double leftNumber && right instanceof Double rightNumber) {
      double difference = leftNumber - rightNumber;
      // Zeros of either sign are equal.
      return leftNumber.equals(rightNumber) || difference == 0
          ? 0
          : leftNumber < rightNumber ? -1 : 1;
    }
    return naturalOrder().compare(left, right);
  }

  @SuppressWarnings("unchecked") // both have the Java class of one data type
  private static Comparator<Object> naturalOrder() {
    return (left, right) -> ((Comparable<Object>) left).compareTo(right);
  }

  /** A literal's value as {@link #compare} takes it. */
  static Object comparable(Object literalValue) {
    return literalValue instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : literalValue;
  }

  boolean isAllNull() {
    return rowCount > 0 && nullCount.isPresent() && nullCount.getAsLong() == rowCount;
  }
}
