package io.sluice.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultPrinterTest {
  private static final Schema SCHEMA = Schema.of(
      new Field("number", DataType.BIGINT, true),
      new Field("name", DataType.VARCHAR, true),
      new Field("price", DataType.decimal(38, 2), true),
      new Field("day", DataType.DATE, true));

  private static final List<List<Object>> ROWS = List.of(
      List.of(1L, "a", new BigDecimal("0.10"), 0),
      Arrays.asList(null, null, null, null),
      List.of(-20L, "say \"hi\",\nüç 日本", new BigDecimal("123456789012345678901234567890.05"), -1));

  private static String print(ResultFormat format, Schema schema, List<List<Object>> rows)
      throws IOException {
    StringWriter out = new StringWriter();
    ResultPrinter printer = format.printer(out);
    printer.begin(schema);
    for (List<Object> row : rows) {
      printer.row(row);
    }
    printer.end();
    return out.toString();
  }

  @Test
  void aTableAlignsNumbersRightAndCountsCells() throws IOException {
    assertThat(print(ResultFormat.TABLE, SCHEMA, ROWS)).isEqualTo("""
             number | name               |                             price | day
            --------+--------------------+-----------------------------------+------------
                  1 | a                  |                              0.10 | 1970-01-01
               NULL | NULL               |                              NULL | NULL
                -20 | say "hi",\\nüç 日本 | 123456789012345678901234567890.05 | 1969-12-31
            (3 rows)
            """);
  }

  @Test
  void aTableWithoutRowsHasItsHeader() throws IOException {
    assertThat(print(ResultFormat.TABLE, SCHEMA.project(new int[] {0}), List.of()))
        .isEqualTo(" number\n--------\n(0 rows)\n");
  }

  @Test
  void aLongTableKeepsNoMoreThanItsSample() throws IOException {
    StringWriter out = new StringWriter();
    ResultPrinter printer = ResultFormat.TABLE.printer(out);
    printer.begin(SCHEMA.project(new int[] {0}));
    for (long i = 0; i < TablePrinter.SAMPLE_ROWS; i++) {
      assertThat(out.getBuffer()).isEmpty();
      printer.row(List.of(i));
    }
    assertThat(out.toString()).endsWith("    999\n");
    printer.row(List.of(1_000_000_000L));
    printer.end();
    assertThat(out.toString()).endsWith(" 1000000000\n(1001 rows)\n");
  }

  @Test
  void csvQuotesWhatNeedsItAndTellsNullFromEmpty() throws IOException {
    assertThat(print(ResultFormat.CSV, SCHEMA, ROWS)).isEqualTo("""
            number,name,price,day
            1,a,0.10,1970-01-01
            ,,,
            -20,"say ""hi"",
            üç 日本",123456789012345678901234567890.05,1969-12-31
            """);
    assertThat(print(ResultFormat.CSV, SCHEMA.project(new int[] {1}), List.of(List.of(""))))
        .isEqualTo("name\n\"\"\n");
  }

  @Test
  void jsonKeepsEveryDigit() throws IOException {
    String text = print(ResultFormat.JSON, SCHEMA, ROWS);

    assertThat(text).isEqualTo("""
            [
            {"number":1,"name":"a","price":0.10,"day":"1970-01-01"},
            {"number":null,"name":null,"price":null,"day":null},
            {"number":-20,"name":"say \\"hi\\",\\nüç 日本","price":123456789012345678901234567890.05,"day":"1969-12-31"}
            ]
            """);
    assertThat(new JsonArray(text)).hasSize(3);
  }

  @Test
  void jsonTellsEqualNamesApartAndWritesWhatIsNoNumberAsText() throws IOException {
    Schema schema = Schema.of(
        new Field("a", DataType.DOUBLE, false),
        new Field("a", DataType.BOOLEAN, false),
        new Field("at", DataType.TIMESTAMP, false));

    assertThat(print(ResultFormat.JSON, schema, List.of(List.of(Double.NaN, true, 1_500_000L))))
        .isEqualTo("[\n{\"a\":\"NaN\",\"a_1\":true,\"at\":\"1970-01-01T00:00:01.5\"}\n]\n");
    assertThat(print(ResultFormat.JSON, schema, List.of())).isEqualTo("[]\n");
  }
}
