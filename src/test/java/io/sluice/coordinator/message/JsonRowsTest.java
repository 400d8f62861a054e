package io.sluice.coordinator.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
  private static final Schema SCHEMA = Schema.of(
      new Field("flag", DataType.BOOLEAN, true),
      new Field("i", DataType.INTEGER, true),
      new Field("number", DataType.BIGINT, false),
      new Field("d", DataType.DOUBLE, true),
      new Field("total", DataType.decimal(38, 0), true),
      new Field("price", DataType.decimal(15, 2), true),
      new Field("name", DataType.VARCHAR, true),
      new Field("day", DataType.DATE, true),
      new Field("at", DataType.TIMESTAMP, true));

  @Test
  void rowsKeepEveryDigit() {
    RecordBatch batch = batch(
        Arrays.asList(
            true,
            1,
            Long.MAX_VALUE,
            Double.NaN,
            new BigDecimal("-" + "9".repeat(38)),
            new BigDecimal("0.10"),
            "\"ü\"",
            (int) LocalDate.of(1998, 9, 2).toEpochDay(),
            -1L),
        Arrays.asList(null, null, 0L, -0.0, null, null, null, null, null),
        Arrays.asList(
            false,
            Integer.MIN_VALUE,
            -5L,
            Double.NEGATIVE_INFINITY,
            BigDecimal.ONE,
            new BigDecimal("-12.30"),
            "",
            -1,
            1_500_000L));

    assertThat(onTheWire(batch, 0))
        .containsExactly(
            true,
            1,
            Long.MAX_VALUE,
            "NaN",
            new BigInteger("-" + "9".repeat(38)),
            "0.10",
            "\"ü\"",
            "1998-09-02",
            "1969-12-31T23:59:59.999999");
    assertThat(onTheWire(batch, 1))
        .containsExactly(null, null, 0, -0.0, null, null, null, null, null);
    assertThat(onTheWire(batch, 2))
        .containsExactly(
            false,
            Integer.MIN_VALUE,
            -5,
            "-Infinity",
            1,
            "-12.30",
            "",
            "1969-12-31",
            "1970-01-01T00:00:01.5");
    assertThat(onTheWire(batch.withSelection(new int[] {2}, 1), 0).get(2)).isEqualTo(-5);
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> onTheWire(RecordBatch batch, int row) {
    return new JsonArray(JsonRows.row(batch, row).encode()).getList();
  }

  @SafeVarargs
  private static RecordBatch batch(List<@Nullable Object>... rows) {
    BatchBuilder builder = new BatchBuilder(SCHEMA);
    builder.begin(rows.length);
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        builder.column(i).appendValue(row.get(i));
      }
    }
    return builder.finish(rows.length);
  }

  @Test
  void columnsTellNameTypeAndWhetherThereMayBeNulls() {
    assertThat(JsonRows.columns(SCHEMA).getJsonObject(5))
        .isEqualTo(new JsonObject(
            "{\"name\": \"price\", \"type\": \"DECIMAL(15,2)\", \"nullable\": true}"));
  }
}
