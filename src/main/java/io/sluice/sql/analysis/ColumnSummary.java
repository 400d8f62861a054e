package io.sluice.sql.analysis;

import io.sluice.sql.parser.StatementParser;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The query of SUMMARIZE: one aggregation over all rows, whose values stand in an array for each column of the summary with an element for each column of the rows, so that unnesting gives a
 * row for each of these. Values are shown as text, those that a type does not have as NULL.
 */
public final class ColumnSummary {
  private static final String ROWS = "$rows";

  private final Schema schema;

  /**
   * @param schema of the rows
   */
  public ColumnSummary(Schema schema) {
    this.schema = schema;
  }

  /** The query over some rows. */
  public SqlNode of(SqlNode rows) {
    SqlSelect select =
        (SqlSelect) StatementParser.parse("SELECT " + String.join(", ", items()) + " FROM rows")
            .get(0);
    SqlParserPos position = rows.getParserPosition();
    List<SqlNode> named = new ArrayList<>(List.of(rows, new SqlIdentifier(ROWS, position)));
    for (int i = 0; i < schema.size(); i++) {
      named.add(new SqlIdentifier(column(i), position));
    }
    select.setFrom(SqlStdOperatorTable.AS.createCall(position, named));
    return select;
  }

  private List<String> items() {
    return List.of(
        item("column_name", "VARCHAR", (column, field) -> literal(field.name())),
        item("column_type", "VARCHAR", (column, field) -> literal(field.type().toString())),
        item("min", "VARCHAR", (column, field) -> text("min(" + column + ")")),
        item("max", "VARCHAR", (column, field) -> text("max(" + column + ")")),
        item("approx_unique", "BIGINT", (column, field) -> "approx_count_distinct(" + column + ")"),
        item("avg", "VARCHAR", (column, field) -> ofNumber(field, "avg(" + column + ")")),
        item("std", "VARCHAR", (column, field) -> ofNumber(field, "stddev_samp(" + column + ")")),
        item("q25", "VARCHAR", (column, field) -> quantile(column, field, "0.25")),
        item("q50", "VARCHAR", (column, field) -> quantile(column, field, "0.5")),
        item("q75", "VARCHAR", (column, field) -> quantile(column, field, "0.75")),
        item("count", "BIGINT", (column, field) -> "count(*)"),
        item(
            "null_percentage",
            "DECIMAL(9, 2)",
            (column, field) -> "(count(*) - count(" + column + ")) * 100.0 / nullif(count(*), 0)"));
  }

  private String item(String name, String type, BiFunction<String, Field, String> value) {
    String elements = IntStream.range(0, schema.size())
        .mapToObj(i ->
            "CAST(" + value.apply("\"" + column(i) + "\"", schema.field(i)) + " AS " + type + ")")
        .collect(Collectors.joining(", "));
    return "unnest([" + elements + "]) AS \"" + name + "\"";
  }

  private static String column(int index) {
    return ROWS + index;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String text(String value) {
    return "CAST(" + value + " AS VARCHAR)";
  }

  private static String ofNumber(Field field, String value) {
    return field.type().isNumeric() ? text(value) : "NULL";
  }

  private static String quantile(String column, Field field, String fraction) {
    DataType type = field.type();
    boolean hasQuantiles =
        type.isNumeric() || type.kind() == TypeKind.DATE || type.kind() == TypeKind.TIMESTAMP;
    return hasQuantiles ? text("approx_quantile(" + column + ", " + fraction + ")") : "NULL";
  }
}
