package io.sluice.cli.print;

import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.Waiting;
import io.sluice.column.RecordBatch;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a query's rows to a printer, batch by batch. */
public final class ResultWriter {
  private ResultWriter() {}

  /**
   * Writes all rows; a statement without columns writes nothing. What was written of a batch is flushed before the next is waited for.
   *
   * @param out what the printer writes to
   * @param tick called while a batch is waited for; what it throws ends the result
   * @return the number of rows
   * @throws io.sluice.error.SluiceException when the query fails
   * @throws IOException when nobody takes the output any more
   */
  public static long write(RunningQuery query, ResultPrinter printer, Writer out, Runnable tick)
      throws IOException {
    Optional<RecordBatch> batch = Waiting.await(query.next(), tick);
    if (query.schema().size() == 0) {
      return 0;
    }
    long rowCount = 0;
    printer.begin(query.schema());
    while (batch.isPresent()) {
      rowCount += batch.get().rowCount();
      for (List<@Nullable Object> row : batch.get().rows()) {
        printer.row(row);
      }
      out.flush();
      batch = Waiting.await(query.next(), tick);
    }
    printer.end();
    out.flush();
    return rowCount;
  }
}
