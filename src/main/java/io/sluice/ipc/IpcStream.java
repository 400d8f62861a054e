package io.sluice.ipc;

import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream in Arrow's IPC format that is there as a whole: the message of its schema, those of its batches, and the mark of its end.
 *
 * @param batches each with vectors of its own
 */
public record IpcStream(Schema schema, List<RecordBatch> batches) {
  private static final byte[] END = {-1, -1, -1, -1, 0, 0, 0, 0};

  public IpcStream {
    batches = List.copyOf(batches);
  }

  /** What stands behind the last message of a stream: eight bytes. */
  public static Buffer end() {
    return Buffer.buffer(END.clone());
  }

  /**
   * Reads a stream.
   *
   * @throws io.sluice.error.SluiceException of code EXCHANGE_ERROR when it is corrupt, has no end mark, or more than one
   */
  public static IpcStream read(Buffer stream) {
    int start = IpcMessage.length(stream, 0);
    if (start == 0) {
      throw IpcMessage.corrupt("the stream has no schema");
    }
    Schema schema = SchemaMessage.read(stream.slice(0, start));
    RecordBatchReader reader = new RecordBatchReader(schema);
    List<RecordBatch> batches = new ArrayList<>();
    int position = start;
    for (int length = IpcMessage.length(stream, position);
        length > 0;
        length = IpcMessage.length(stream, position)) {
      batches.add(reader.read(stream.slice(position, position + length)).retain());
      position += length;
    }
    if (position + END.length != stream.length()) {
      throw IpcMessage.corrupt("there are bytes behind the end of the stream");
    }
    return new IpcStream(schema, batches);
  }
}
