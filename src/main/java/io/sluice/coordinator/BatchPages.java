package io.sluice.coordinator;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A result in pages for a reader in the coordinator's process, cut as those of a cursor are. For one result, which it does not close; one call at a time. */
public final class BatchPages {
  private final ResultPages pages;
  private final Schema schema;
  private final int fetchRows;

  /**
   * Some rows.
   *
   * @param batch its rows, the receiver's own
   * @param offset the rows of all pages before it
   * @param isEnd whether no page follows
   * @param isTruncated whether the result has more rows than all pages may have
   */
  public record Page(RecordBatch batch, long offset, boolean isEnd, boolean isTruncated) {}

  private static final class OwnRows implements RowPage {
    private final BatchBuilder builder;
    private final int maxRows;
    private int rowCount;

    OwnRows(Schema schema, int maxRows) {
      this.maxRows = maxRows;
      builder = new BatchBuilder(schema);
      builder.begin(Math.min(maxRows, 1_024));
    }

    @Override
    public int append(RecordBatch batch, int from, int count) {
      int taken = Math.min(count, maxRows - rowCount);
      builder.appendSelected(batch, from, taken);
      rowCount += taken;
      return taken;
    }

    @Override
    public boolean isFull() {
      return rowCount == maxRows;
    }

    @Override
    public int rowCount() {
      return rowCount;
    }

    RecordBatch batch() {
      return builder.finish(rowCount);
    }
  }

  /**
   * Reads nothing yet.
   *
   * @param maxRows of all pages together
   * @param fetchRows of a page
   */
  public BatchPages(Vertx vertx, NodeConfig node, QueryResult result, long maxRows, int fetchRows) {
    this.pages = new ResultPages(
        result,
        maxRows,
        ResultPages.Patience.of(vertx, node.get(NodeOptions.COORDINATOR_FETCH_WAIT)));
    this.schema = result.schema();
    this.fetchRows = fetchRows;
  }

  /**
   * The next page.
   *
   * @return completes on any thread; fails as the query does
   */
  public Future<Page> next() {
    long offset = pages.rowCount();
    OwnRows rows = new OwnRows(schema, fetchRows);
    return pages
        .fill(rows)
        .map(filled -> new Page(rows.batch(), offset, pages.isEnd(), pages.isTruncated()));
  }
}
