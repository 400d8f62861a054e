package io.sluice.source.parquet;

import io.sluice.plan.TaskContext;
import io.sluice.source.parquet.page.ChunkInput;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.PageReader;
import io.sluice.source.parquet.page.PageSource;
import io.sluice.source.parquet.page.ScanBuffers;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** The pages of all projected columns of one row group. Its first pieces are being read as soon as it is made. Owned by one driver. */
final class RowGroupReader {
  private static final int MIN_PIECE_BYTES = 16 << 10;

  private final RowGroupSplit split;
  private final List<PageReader> columns = new ArrayList<>();
  private long rowsLeft;

  RowGroupReader(RowGroupSplit split, Schema schema, TaskContext context, ScanBuffers buffers) {
    this.split = split;
    this.rowsLeft = split.rowCount();
    int columnCount = split.chunks().size();
    long readAheadBytes = context.config().get(ParquetConfig.READ_AHEAD_BYTES);
    int pieceBytes = (int) Math.max(MIN_PIECE_BYTES, readAheadBytes / Math.max(columnCount, 1));
    for (int i = 0; i < columnCount; i++) {
      ChunkLocation chunk = split.chunks().get(i);
      ChunkInput input = new ChunkInput(context, buffers, split.file(), chunk, pieceBytes);
      PageSource pages = new PageSource(chunk, schema.type(i), input, buffers, i);
      columns.add(new PageReader(chunk, schema.type(i), split.rowCount(), pages, buffers));
    }
  }

  RowGroupSplit split() {
    return split;
  }

  PageReader column(int index) {
    return columns.get(index);
  }

  long rowsLeft() {
    return rowsLeft;
  }

  void consumed(int rowCount) {
    rowsLeft -= rowCount;
  }

  void finish() {
    columns.forEach(PageReader::finish);
  }
}
