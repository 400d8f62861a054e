package io.sluice.ipc;

import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream in Arrow's IPC format that comes in pieces of any size. Not thread-safe. */
public final class IpcStreamReader {
  private Buffer pending = Buffer.buffer();
  private int neededBytes = 1;
  private Optional<Schema> schema = Optional.empty();
  private Optional<RecordBatchReader> batches = Optional.empty();
  private boolean isEnded;

  /**
   * Takes the next piece.
   *
   * @return the batches that it completes, each with vectors of its own
   * @throws io.sluice.error.SluiceException of code EXCHANGE_ERROR when the stream is corrupt
   */
  public List<RecordBatch> read(Buffer piece) {
    pending.appendBuffer(piece);
    List<RecordBatch> complete = new ArrayList<>();
    int position = 0;
    while (pending.length() - position >= neededBytes && pending.length() > position) {
      if (isEnded) {
        throw IpcMessage.corrupt("there are bytes behind the end of the stream");
      }
      neededBytes = IpcMessage.neededBytes(pending, position);
      if (neededBytes > pending.length() - position) {
        break;
      }
      int length = IpcMessage.length(pending, position);
      if (length == 0) {
        isEnded = true;
        position += IpcStream.end().length();
      } else {
        take(pending.slice(position, position + length)).ifPresent(complete::add);
        position += length;
      }
      neededBytes = 1;
    }
    pending = position == 0 ? pending : pending.getBuffer(position, pending.length());
    return complete;
  }

  private Optional<RecordBatch> take(Buffer message) {
    if (batches.isEmpty()) {
      Schema columns = SchemaMessage.read(message);
      schema = Optional.of(columns);
      batches = Optional.of(new RecordBatchReader(columns));
      return Optional.empty();
    }
    return batches.map(reader -> reader.read(message).retain());
  }

  /** The columns, once their message has come. */
  public Optional<Schema> schema() {
    return schema;
  }

  /** Whether the mark of the end has come; a stream that breaks off before it is not whole. */
  public boolean isEnded() {
    return isEnded;
  }
}
