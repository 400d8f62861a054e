package io.sluice.source.arrow.write;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.FileOutput;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * Writes an Arrow file with a footer.
 *
 * <p>The file appears under its name, and replaces one that stood there, when {@link #finish()} returns; a writer that is closed before leaves nothing behind. All
 * types can be written: UUID as the extension type {@code arrow.uuid}, INTERVAL in months, days and nanoseconds, TIMESTAMP WITH TIME ZONE in UTC, the others as those of Arrow
 * that mean the same. Nothing is written with a dictionary.
 *
 * <p>All methods block: call them from a thread that may. Owned by one thread at a time. The rows of the record batch that is being filled are held on the heap:
 * {@link #bufferedBytes()}. I/O errors are a {@link SluiceException} of code IO_ERROR; after any error only {@link #close()} may be called.
 */
@SuppressWarnings("ByteBufferBackingArray") // Those that are written are whole arrays.
public final class ArrowWriter implements AutoCloseable {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC_PADDING = 2;
  private static final int ALIGNMENT = 8;
  private static final int PREFIX_BYTES = 8;
  private static final int CONTINUATION = -1;
  private static final int FIRST_ROWS = 64;
  private static final int INITIAL_METADATA_BYTES = 1024;

  /** Bytes of a record batch's vectors at most, but for its last rows. */
  private static final long MAX_BATCH_BYTES = 32 << 20;

  /** Rows that are taken between two looks at the size of the record batch. */
  private static final int STEP_ROWS = 2048;

  private final Schema schema;
  private final BufferCompression compression;
  private final int batchRows;
  private final FileOutput output;
  private final List<WrittenBlock> blocks = new ArrayList<>();
  private BatchBuilder builder;
  private int rows;

  private record WrittenBlock(long offset, int metadataBytes, long bodyBytes) {}

  private ArrowWriter(
      Schema schema, BufferCompression compression, int batchRows, FileOutput output) {
    this.schema = schema;
    this.compression = compression;
    this.batchRows = batchRows;
    this.output = output;
    this.builder = newBuilder();
  }

  private BatchBuilder newBuilder() {
    BatchBuilder empty = new BatchBuilder(schema);
    empty.begin(FIRST_ROWS);
    return empty;
  }

  /**
   * Begins a file; its folder must exist.
   *
   * @param batchRows rows of a record batch at most, from 1
   * @throws SluiceException of code INVALID_ARGUMENT for columns of one name (compared without case), IO_ERROR when the file cannot be made
   */
  public static ArrowWriter create(
      Path file, Schema schema, BufferCompression compression, int batchRows) {
    check(schema);
    FileOutput output = FileOutput.create(file);
    ArrowWriter writer = new ArrowWriter(schema, compression, batchRows, output);
    try {
      output.write(MAGIC);
      output.write(new byte[MAGIC_PADDING]);
      writer.writeSchema();
    } catch (IOException e) {
      output.discard();
      throw writer.failure(e);
    }
    return writer;
  }

  /** Fails as {@link #create} does for columns that cannot be written. */
  public static void check(Schema schema) {
    Set<String> names = new HashSet<>();
    for (Field field : schema.fields()) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "An Arrow file cannot have two columns '%s'; name one of them anew with AS"
                .formatted(field.name()));
      }
    }
  }

  private SluiceException failure(IOException cause) {
    return FileIdentity.failure("write", output.file().toString(), cause);
  }

  /**
   * Adds the rows of a batch that count. The batch is not kept.
   *
   * @param batch of the writer's columns; their names may differ
   * @throws SluiceException of code CONSTRAINT_VIOLATION for NULL in a column that is NOT NULL, NUMERIC_OVERFLOW for an INTERVAL that has no place, IO_ERROR
   */
  public void write(RecordBatch batch) {
    int done = 0;
    while (done < batch.rowCount()) {
      int count = Math.min(Math.min(STEP_ROWS, batch.rowCount() - done), batchRows - rows);
      builder.appendSelected(batch, done, count);
      done += count;
      rows += count;
      if (rows >= batchRows || bufferedBytes() >= MAX_BATCH_BYTES) {
        flush();
      }
    }
  }

  /** Bytes of the rows that are held until their record batch is full. */
  public long bufferedBytes() {
    long bytes = 0;
    for (int i = 0; rows > 0 && i < schema.size(); i++) {
      bytes += builder.column(i).retainedBytes();
    }
    return bytes;
  }

  /** Ends the record batch, so that no rows are held. Many small ones make a file slow to read. */
  public void flush() {
    if (rows == 0) {
      return;
    }
    ArrayWriter arrays = new ArrayWriter();
    for (int i = 0; i < schema.size(); i++) {
      FlatVector column = builder.column(i);
      arrays.write(column);
      if (!schema.field(i).nullable() && column.mayHaveNulls()) {
        checkNotNull(schema.field(i), column);
      }
    }
    try {
      writeBatch(arrays);
    } catch (IOException e) {
      throw failure(e);
    }
    builder = newBuilder();
    rows = 0;
  }

  private static void checkNotNull(Field field, FlatVector column) {
    for (int i = 0; i < column.length(); i++) {
      if (column.isNull(i)) {
        throw new SluiceException(
            ErrorCode.CONSTRAINT_VIOLATION,
            "Column '%s' is NOT NULL and would get NULL".formatted(field.name()));
      }
    }
  }

  private void writeSchema() throws IOException {
    FlatBufferBuilder metadata = new FlatBufferBuilder(INITIAL_METADATA_BYTES);
    writeHead(metadata, MessageHeader.Schema, SchemaWriter.write(metadata, schema), 0);
  }

  private void writeBatch(ArrayWriter arrays) throws IOException {
    List<byte[]> buffers = arrays.buffers();
    buffers.replaceAll(compression::compress);
    long[] offsets = new long[buffers.size()];
    long bodyBytes = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = bodyBytes;
      bodyBytes += padded(buffers.get(i).length);
    }
    FlatBufferBuilder metadata = new FlatBufferBuilder(INITIAL_METADATA_BYTES);
    int header = batchHeader(metadata, arrays, offsets);
    long start = output.position();
    writeHead(metadata, MessageHeader.RecordBatch, header, bodyBytes);
    int metadataBytes = (int) (output.position() - start);
    for (byte[] buffer : buffers) {
      output.write(buffer);
      output.write(new byte[(int) (padded(buffer.length) - buffer.length)]);
    }
    blocks.add(new WrittenBlock(start, metadataBytes, bodyBytes));
  }

  private static long padded(long bytes) {
    return bytes + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Structs of a flatbuffer are written last to first. */
  private int batchHeader(FlatBufferBuilder metadata, ArrayWriter arrays, long[] offsets) {
    List<byte[]> buffers = arrays.buffers();
    org.apache.arrow.flatbuf.RecordBatch.startBuffersVector(metadata, buffers.size());
    for (int i = buffers.size() - 1; i >= 0; i--) {
      Buffer.createBuffer(metadata, offsets[i], buffers.get(i).length);
    }
    int buffersVector = metadata.endVector();
    List<ArrayWriter.Node> nodes = arrays.nodes();
    org.apache.arrow.flatbuf.RecordBatch.startNodesVector(metadata, nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(metadata, nodes.get(i).length(), nodes.get(i).nullCount());
    }
    int nodesVector = metadata.endVector();
    int body = compression == BufferCompression.NONE
        ? 0
        : BodyCompression.createBodyCompression(
            metadata, compression.number(), BodyCompressionMethod.BUFFER);
    return org.apache.arrow.flatbuf.RecordBatch.createRecordBatch(
        metadata, rows, nodesVector, buffersVector, body, 0);
  }

  /** Writes prefix, head and padding of a message. */
  private void writeHead(FlatBufferBuilder metadata, byte headerType, int header, long bodyBytes)
      throws IOException {
    metadata.finish(
        Message.createMessage(metadata, MetadataVersion.V5, headerType, header, bodyBytes, 0));
    ByteBuffer bytes = metadata.dataBuffer();
    int count = (int) padded(bytes.remaining());
    ByteBuffer head = littleEndian(PREFIX_BYTES + count);
    output.write(head.putInt(CONTINUATION).putInt(count).put(bytes).array());
  }

  private static ByteBuffer littleEndian(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes what is left, and gives the file its name; answers its size in bytes. */
  public long finish() {
    flush();
    try {
      output.write(littleEndian(PREFIX_BYTES).putInt(CONTINUATION).putInt(0).array());
      writeFooter();
      output.publish();
    } catch (IOException e) {
      throw failure(e);
    }
    return output.position();
  }

  private void writeFooter() throws IOException {
    FlatBufferBuilder footer = new FlatBufferBuilder(INITIAL_METADATA_BYTES);
    int schemaTable = SchemaWriter.write(footer, schema);
    Footer.startDictionariesVector(footer, 0);
    int dictionaries = footer.endVector();
    Footer.startRecordBatchesVector(footer, blocks.size());
    for (int i = blocks.size() - 1; i >= 0; i--) {
      WrittenBlock block = blocks.get(i);
      Block.createBlock(footer, block.offset(), block.metadataBytes(), block.bodyBytes());
    }
    int batches = footer.endVector();
    footer.finish(
        Footer.createFooter(footer, MetadataVersion.V5, schemaTable, dictionaries, batches, 0));
    ByteBuffer bytes = footer.dataBuffer();
    int count = bytes.remaining();
    ByteBuffer tail = littleEndian(count + Integer.BYTES + MAGIC.length);
    output.write(tail.put(bytes).putInt(count).put(MAGIC).array());
  }

  /** Removes the file when it is not finished. */
  @Override
  public void close() {
    output.discard();
  }
}
