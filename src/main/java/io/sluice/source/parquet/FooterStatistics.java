package io.sluice.source.parquet;

import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.TableStatistics;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/** What the footers of some files tell the planner. */
final class FooterStatistics {
  private FooterStatistics() {}

  static TableStatistics of(Schema schema, List<ParquetTable.FileColumns> files) {
    double rowCount = 0;
    for (ParquetTable.FileColumns file : files) {
      rowCount += file.footer().metadata().getNum_rows();
    }
    List<ColumnStatistics> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(column(schema.type(i), i, files, rowCount));
    }
    return new TableStatistics(OptionalDouble.of(rowCount), columns);
  }

  private static ColumnStatistics column(
      DataType type, int index, List<ParquetTable.FileColumns> files, double rowCount) {
    Object min = null;
    Object max = null;
    double nulls = 0;
    boolean areBoundsKnown = true;
    boolean areNullsKnown = true;
    for (ParquetTable.FileColumns file : files) {
      for (RowGroup group : file.footer().metadata().getRow_groups()) {
        if (group.getNum_rows() == 0) {
          continue;
        }
        ChunkStatistics chunk = file.statistics(group, index);
        if (chunk == null) {
          return ColumnStatistics.UNKNOWN;
        }
        areNullsKnown &= chunk.nullCount().isPresent();
        nulls += chunk.nullCount().orElse(0);
        if (!chunk.isAllNull()) {
          areBoundsKnown &= chunk.min() != null && chunk.max() != null;
          min = smaller(min, chunk.min());
          max = larger(max, chunk.max());
        }
      }
    }
    return new ColumnStatistics(
        areBoundsKnown ? distinctCount(type, min, max, rowCount - nulls) : OptionalDouble.empty(),
        areNullsKnown && rowCount > 0
            ? OptionalDouble.of(nulls / rowCount)
            : OptionalDouble.empty(),
        areBoundsKnown ? literal(type, min) : Optional.empty(),
        areBoundsKnown ? literal(type, max) : Optional.empty());
  }

  private static @Nullable Object smaller(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return ChunkStatistics.compare(left, right) <= 0 ? left : right;
  }

  private static @Nullable Object larger(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return ChunkStatistics.compare(left, right) >= 0 ? left : right;
  }

  /** A column of whole numbers or days cannot have more values than its range. */
  private static OptionalDouble distinctCount(
      DataType type, @Nullable Object min, @Nullable Object max, double valueCount) {
    boolean isDiscrete = type.kind() == TypeKind.INTEGER
        || type.kind() == TypeKind.BIGINT
        || type.kind() == TypeKind.DATE;
    if (!isDiscrete || min == null || max == null) {
      return OptionalDouble.empty();
    }
    double range = ((Number) max).doubleValue() - ((Number) min).doubleValue() + 1;
    return OptionalDouble.of(Math.max(1, Math.min(range, valueCount)));
  }

  private static Optional<Literal> literal(DataType type, @Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Literal(type, value instanceof byte[] bytes ? ofBytes(type, bytes) : value));
  }

  private static Object ofBytes(DataType type, byte[] bytes) {
    return type.kind() == TypeKind.VARBINARY
        ? Binary.of(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }
}
