package io.sluice.source.arrow.read;

import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.arrow.read.MessagePlan.Node;
import io.sluice.source.arrow.read.MessagePlan.PlannedBuffer;
import io.sluice.source.arrow.read.MessagePlan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Finds the buffers of columns in the head of a message. What makes no sense is a RuntimeException. Used once. */
final class MessagePlanner {
  /** Room that nobody uses is left at the end of arrays. */
  private static final int MAX_ROWS = Integer.MAX_VALUE - 64;

  private static final int BYTES_PER_VALUE = 16;

  private final OpenFile file;
  private final ArrowMessage message;
  private final RecordBatch batch;
  private final BufferCompression compression;
  private final ReadLimits limits;
  private int node;
  private int buffer;
  private int view;
  private long storedBytes;
  private long bytes;

  MessagePlanner(OpenFile file, ArrowMessage message, RecordBatch batch, ReadLimits limits) {
    this.file = file;
    this.message = message;
    this.batch = batch;
    this.limits = limits;
    this.compression = compression();
  }

  private BufferCompression compression() {
    BodyCompression body = batch.compression();
    if (body == null) {
      return BufferCompression.NONE;
    }
    boolean isKnown = body.method() == BodyCompressionMethod.BUFFER
        && (body.codec() == CompressionType.LZ4_FRAME || body.codec() == CompressionType.ZSTD);
    if (!isKnown) {
      throw ArrowErrors.notSupported(
          file.file(), "it is compressed with method %d".formatted(body.codec()));
    }
    return body.codec() == CompressionType.ZSTD ? BufferCompression.ZSTD : BufferCompression.LZ4;
  }

  /**
   * Plans a message.
   *
   * @param fields all columns of the message
   * @param wanted places of those that are read
   */
  MessagePlan plan(@Nullable Long dictionaryId, List<ArrowField> fields, List<Integer> wanted) {
    if (batch.length() < 0 || batch.length() > MAX_ROWS) {
      throw new IllegalArgumentException("it has " + batch.length() + " rows");
    }
    int rowCount = (int) batch.length();
    List<int[]> places = new ArrayList<>(fields.size());
    for (ArrowField field : fields) {
      FieldNode top = batch.nodes(node);
      if (top == null || top.length() != rowCount) {
        throw new IllegalArgumentException("column '%s' has %s of %d rows"
            .formatted(field.name(), top == null ? "none" : top.length(), rowCount));
      }
      places.add(new int[] {node, buffer});
      node += field.nodeCount();
      buffer += bufferCount(field);
    }
    if (node != batch.nodesLength() || buffer != batch.buffersLength()) {
      throw new IllegalArgumentException("it has %d nodes and %d buffers instead of %d and %d"
          .formatted(batch.nodesLength(), batch.buffersLength(), node, buffer));
    }
    List<PlannedColumn> columns = new ArrayList<>(wanted.size());
    for (int index : wanted) {
      columns.add(column(fields.get(index), places.get(index)[0], places.get(index)[1]));
    }
    if (storedBytes > limits.batchBytes() || bytes > limits.batchBytes()) {
      throw new IllegalArgumentException("its columns have %d bytes; arrow.max_batch_bytes is %d"
          .formatted(Math.max(storedBytes, bytes), limits.batchBytes()));
    }
    long needed = compression == BufferCompression.NONE ? bytes : bytes + storedBytes;
    if (dictionaryId != null) {
      needed += 2 * bytes + (long) BYTES_PER_VALUE * rowCount;
    }
    return new MessagePlan(dictionaryId, rowCount, compression, columns, needed);
  }

  private int bufferCount(ArrowField field) {
    if (field.dictionary() != null) {
      return 2;
    }
    long count = field.layout().bufferCount();
    boolean isUnion =
        field.layout() == ArrowLayout.SPARSE_UNION || field.layout() == ArrowLayout.DENSE_UNION;
    if (isUnion && message.head().version() < MetadataVersion.V5) {
      count++;
    }
    if (field.layout() == ArrowLayout.BYTES_VIEW) {
      count += batch.variadicBufferCounts(view++);
    }
    for (ArrowField child : field.children()) {
      count += bufferCount(child);
    }
    if (count < 0 || count > batch.buffersLength()) {
      throw new IllegalArgumentException(
          "column '%s' has %d buffers".formatted(field.name(), count));
    }
    return (int) count;
  }

  private PlannedColumn column(ArrowField field, int firstNode, int firstBuffer) {
    List<Node> nodes = new ArrayList<>();
    for (int i = firstNode; i < firstNode + field.nodeCount(); i++) {
      FieldNode found = batch.nodes(i);
      boolean isPossible = found.length() >= 0
          && found.length() <= MAX_ROWS
          && found.nullCount() >= 0
          && found.nullCount() <= found.length();
      if (!isPossible) {
        throw new IllegalArgumentException("column '%s' has %d values, of which %d are NULL"
            .formatted(field.name(), found.length(), found.nullCount()));
      }
      nodes.add(new Node((int) found.length(), found.nullCount()));
    }
    List<PlannedBuffer> buffers = new ArrayList<>();
    int count = bufferCount(field);
    for (int i = firstBuffer; i < firstBuffer + count; i++) {
      buffers.add(buffer(field, batch.buffers(i)));
    }
    return new PlannedColumn(field, nodes, buffers);
  }

  private PlannedBuffer buffer(ArrowField field, Buffer place) {
    long offset = place.offset();
    long stored = place.length();
    long body = message.head().bodyLength();
    if (offset < 0 || stored < 0 || offset > body || stored > body - offset) {
      throw new IllegalArgumentException(
          "column '%s' has a buffer of %d bytes at %d of a body of %d"
              .formatted(field.name(), stored, offset, body));
    }
    long start = message.bodyOffset() + offset;
    long length = stored;
    boolean isCompressed = compression != BufferCompression.NONE && stored > 0;
    if (isCompressed) {
      length =
          BufferCompression.uncompressedBytes(file.read(start, BufferCompression.PREFIX_BYTES));
      if (length == -1) {
        isCompressed = false;
        start += BufferCompression.PREFIX_BYTES;
        stored -= BufferCompression.PREFIX_BYTES;
        length = stored;
      }
    }
    if (length < 0 || stored < 0 || Math.max(length, stored) > MAX_ROWS) {
      throw new IllegalArgumentException(
          "column '%s' has a buffer of %d bytes".formatted(field.name(), length));
    }
    storedBytes += stored;
    bytes += length;
    return new PlannedBuffer(start, (int) stored, (int) length, isCompressed);
  }
}
