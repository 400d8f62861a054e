package io.sluice.source.tpch;

import io.sluice.extension.ColumnStatistics;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A column of a generated table: how its values are taken from a row, and what is known of them.
 *
 * @param distinctCount number of distinct values by scale factor
 * @param minimum smallest value by scale factor, empty when it is not known
 * @param maximum largest value by scale factor, empty when it is not known
 * @param averageBytes average width of a value
 * @param isText whether the values come from the text pool
 */
record GeneratedColumn<E>(
    Field field,
    Supplier<ColumnWriter<E>> newWriter,
    DoubleUnaryOperator distinctCount,
    Function<Double, Optional<Literal>> minimum,
    Function<Double, Optional<Literal>> maximum,
    int averageBytes,
    boolean isText) {
  private static final DecimalType MONEY = DataType.decimal(15, 2);

  private static <E> GeneratedColumn<E> of(
      String name,
      DataType type,
      Supplier<ColumnWriter<E>> newWriter,
      DoubleUnaryOperator distinctCount,
      int averageBytes) {
    return new GeneratedColumn<>(
        new Field(name, type, false),
        newWriter,
        distinctCount,
        scale -> Optional.empty(),
        scale -> Optional.empty(),
        averageBytes,
        false);
  }

  private GeneratedColumn<E> between(
      Function<Double, Optional<Literal>> smallest, Function<Double, Optional<Literal>> largest) {
    return new GeneratedColumn<>(
        field, newWriter, distinctCount, smallest, largest, averageBytes, isText);
  }

  /** A key of which {@code distinctCount} values are in use, from {@code first} to {@code last}. */
  static <E> GeneratedColumn<E> key(
      String name,
      ToLongFunction<E> value,
      DoubleUnaryOperator distinctCount,
      long first,
      DoubleUnaryOperator last) {
    return GeneratedColumn.<E>of(
            name,
            DataType.BIGINT,
            () -> FlatColumnWriter.ofLong(DataType.BIGINT, value),
            distinctCount,
            Long.BYTES)
        .between(
            scale -> Optional.of(Literal.of(first)),
            scale -> Optional.of(Literal.of((long) last.applyAsDouble(scale))));
  }

  static <E> GeneratedColumn<E> integer(String name, ToIntFunction<E> value, int first, int last) {
    return GeneratedColumn.<E>of(
            name,
            DataType.INTEGER,
            () -> FlatColumnWriter.ofInt(DataType.INTEGER, value),
            scale -> last - first + 1,
            Integer.BYTES)
        .between(scale -> Optional.of(Literal.of(first)), scale -> Optional.of(Literal.of(last)));
  }

  static <E> GeneratedColumn<E> date(
      String name, ToIntFunction<E> epochDay, String first, String last) {
    int firstDay = (int) LocalDate.parse(first).toEpochDay();
    int lastDay = (int) LocalDate.parse(last).toEpochDay();
    return GeneratedColumn.<E>of(
            name,
            DataType.DATE,
            () -> FlatColumnWriter.ofInt(DataType.DATE, epochDay),
            scale -> lastDay - firstDay + 1,
            Integer.BYTES)
        .between(
            scale -> Optional.of(new Literal(DataType.DATE, firstDay)),
            scale -> Optional.of(new Literal(DataType.DATE, lastDay)));
  }

  /** An amount in hundredths. */
  static <E> GeneratedColumn<E> money(
      String name,
      ToLongFunction<E> hundredths,
      DoubleUnaryOperator distinctCount,
      String smallest,
      String largest) {
    return GeneratedColumn.<E>of(
            name,
            MONEY,
            () -> FlatColumnWriter.ofLong(MONEY, hundredths),
            distinctCount,
            Long.BYTES)
        .between(
            scale -> Optional.of(new Literal(MONEY, new BigDecimal(smallest))),
            scale -> Optional.of(new Literal(MONEY, new BigDecimal(largest))));
  }

  /** A column that has few values, all of them known. */
  static <E> GeneratedColumn<E> category(
      String name, Function<E, String> value, List<String> values) {
    CategoryDictionary dictionary = new CategoryDictionary(values);
    int bytes = values.stream().mapToInt(String::length).sum() / values.size();
    return of(
        name,
        DataType.VARCHAR,
        () -> new CategoryColumnWriter<>(dictionary, value),
        scale -> dictionary.size(),
        bytes);
  }

  static <E> GeneratedColumn<E> string(
      String name, Function<E, String> value, DoubleUnaryOperator distinctCount, int averageBytes) {
    return of(
        name, DataType.VARCHAR, () -> FlatColumnWriter.ofText(value), distinctCount, averageBytes);
  }

  /** A piece of the text pool. */
  static <E> GeneratedColumn<E> text(
      String name, Function<E, String> value, DoubleUnaryOperator distinctCount, int averageBytes) {
    GeneratedColumn<E> column = string(name, value, distinctCount, averageBytes);
    return new GeneratedColumn<>(
        column.field,
        column.newWriter,
        distinctCount,
        column.minimum,
        column.maximum,
        averageBytes,
        true);
  }

  ColumnStatistics statistics(double scaleFactor, double rowCount) {
    return new ColumnStatistics(
        OptionalDouble.of(
            Math.min(Math.max(distinctCount.applyAsDouble(scaleFactor), 1), rowCount)),
        OptionalDouble.of(0),
        minimum.apply(scaleFactor),
        maximum.apply(scaleFactor));
  }
}
