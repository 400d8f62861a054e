package io.sluice.source.tpcds;

import io.sluice.extension.TableStatistics;
import io.sluice.type.Schema;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A table of the benchmark for any scale factor.
 *
 * @param generated the generator's own name of the table
 */
record TpcdsTable(Table generated, List<TpcdsColumn> columns) {
  /** Fewer rows are not worth a part of their own. */
  private static final int MIN_ROWS_PER_PART = 10_000;

  static final List<TpcdsTable> ALL = Table.getBaseTables().stream()
      .filter(table -> table != Table.DBGEN_VERSION)
      .map(TpcdsTable::of)
      .toList();

  TpcdsTable {
    columns = List.copyOf(columns);
  }

  private static TpcdsTable of(Table generated) {
    List<TpcdsColumn> columns = new ArrayList<>();
    for (var column : generated.getColumns()) {
      columns.add(TpcdsColumn.of(column));
    }
    return new TpcdsTable(generated, columns);
  }

  /** A table by name, compared without case. */
  static Optional<TpcdsTable> find(String name) {
    return ALL.stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }

  String name() {
    return generated.getName();
  }

  Schema schema() {
    return new Schema(columns.stream().map(TpcdsColumn::field).toList());
  }

  /** How many rows there are; an estimate where the generator draws the number of lines of each order. */
  double rows(double scaleFactor) {
    double generatedRows =
        Session.getDefaultSession().withScale(scaleFactor).getScaling().getRowCount(generated);
    return Math.max(1, generatedRows * linesPerOrder());
  }

  /**
   * The generator counts orders. An order has from 8 to 16 lines in a store or in the web and from 4 to 14 in a catalog, each number as likely, and a tenth of the
   * lines is returned.
   */
  private double linesPerOrder() {
    return switch (generated) {
      case STORE_SALES, WEB_SALES -> 12;
      case CATALOG_SALES -> 9;
      case STORE_RETURNS, WEB_RETURNS -> 1.2;
      case CATALOG_RETURNS -> 0.9;
      default -> 1;
    };
  }

  TableStatistics statistics(double scaleFactor) {
    double rows = rows(scaleFactor);
    return new TableStatistics(
        OptionalDouble.of(rows),
        columns.stream().map(column -> column.statistics(scaleFactor, rows)).toList());
  }

  /** Average width of a row of some columns. */
  long rowBytes(List<Integer> projection) {
    long bytes = 0;
    for (int column : projection) {
      bytes += columns.get(column).averageBytes();
    }
    return bytes;
  }

  /** How many parts of a table can be generated side by side with profit. */
  int usefulParts(double scaleFactor) {
    return generated.isSmall() ? 1 : (int) Math.ceil(rows(scaleFactor) / MIN_ROWS_PER_PART);
  }

  /**
   * Rows of texts, {@code null} for NULL: one part of the table. Takes up to a second at first, when the distributions are read: blocking.
   *
   * @param part from 1 to partCount; the parts together are the table, whatever their number
   */
  Iterator<List<List<String>>> generate(double scaleFactor, int part, int partCount) {
    Session session = Session.getDefaultSession()
        .withScale(scaleFactor)
        .withTable(generated)
        .withParallelism(partCount)
        .withChunkNumber(part);
    return Results.constructResults(generated, session).iterator();
  }
}
