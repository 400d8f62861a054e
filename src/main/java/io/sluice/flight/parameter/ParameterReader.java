package io.sluice.flight.parameter;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Literal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/** Reads rows of parameters from the messages of a stream: a schema, then batches. For one stream, on one thread. */
public final class ParameterReader {
  private final long maxRows;
  private final List<List<Literal>> rows = new ArrayList<>();
  private @Nullable Schema schema;

  /**
   * @param maxRows how many rows are taken
   */
  public ParameterReader(long maxRows) {
    this.maxRows = maxRows;
  }

  /**
   * Takes a message.
   *
   * @param metadata the flatbuffer
   * @throws SluiceException of code INVALID_ARGUMENT when it cannot be read or has too many rows, NOT_SUPPORTED for types that are no parameter's
   */
  public void accept(ByteBuffer metadata, ByteBuffer body) {
    try {
      Message message = Message.getRootAsMessage(metadata.slice().order(ByteOrder.LITTLE_ENDIAN));
      switch (message.headerType()) {
        case MessageHeader.Schema -> readSchema(message);
        case MessageHeader.RecordBatch -> readBatch(message, body);
        case MessageHeader.DictionaryBatch ->
          throw new SluiceException(
              ErrorCode.NOT_SUPPORTED, "Parameters with a dictionary are not supported");
        default -> throw invalid("a message of kind " + message.headerType());
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  static SluiceException invalid(String why) {
    return new SluiceException(ErrorCode.INVALID_ARGUMENT, "The parameters cannot be read: " + why);
  }

  private void readSchema(Message message) {
    Schema header = new Schema();
    if (message.header(header) == null || header.endianness() != Endianness.Little) {
      throw invalid("no schema of little-endian bytes");
    }
    for (int i = 0; i < header.fieldsLength(); i++) {
      if (header.fields(i).dictionary() != null) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, "Parameters with a dictionary are not supported");
      }
    }
    schema = header;
  }

  private void readBatch(Message message, ByteBuffer body) {
    Schema columns = schema;
    RecordBatch batch = new RecordBatch();
    if (columns == null || message.header(batch) == null) {
      throw invalid("a batch before its schema");
    }
    if (batch.compression() != null) {
      throw new SluiceException(ErrorCode.NOT_SUPPORTED, "Compressed parameters are not supported");
    }
    if (batch.length() < 0 || batch.length() > maxRows - rows.size()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "More than %d rows of parameters, as many as flight.max_parameter_rows allows at once"
              .formatted(maxRows));
    }
    int count = (int) batch.length();
    ColumnCursor cursor = new ColumnCursor(batch, body);
    List<List<Literal>> values = new ArrayList<>();
    for (int i = 0; i < columns.fieldsLength(); i++) {
      Field field = columns.fields(i);
      List<Literal> column = ParameterColumn.of(field).read(cursor);
      if (column.size() != count) {
        throw invalid("column " + i + " has " + column.size() + " of " + count + " rows");
      }
      values.add(column);
    }
    for (int row = 0; row < count; row++) {
      List<Literal> one = new ArrayList<>();
      for (List<Literal> column : values) {
        one.add(column.get(row));
      }
      rows.add(one);
    }
  }

  /** The rows that were read. */
  public List<List<Literal>> rows() {
    return rows;
  }
}
