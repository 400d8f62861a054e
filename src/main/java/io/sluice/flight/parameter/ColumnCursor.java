package io.sluice.flight.parameter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/** Walks through the nodes and buffers of a batch in the order of its columns. */
final class ColumnCursor {
  private final RecordBatch batch;
  private final ByteBuffer body;
  private int node;
  private int buffer;

  ColumnCursor(RecordBatch batch, ByteBuffer body) {
    this.batch = batch;
    this.body = body.slice();
  }

  /** The number of values of the next column. */
  int nextCount() {
    if (node >= batch.nodesLength()) {
      throw ParameterReader.invalid("too few columns");
    }
    FieldNode next = batch.nodes(node++);
    if (next.length() < 0 || next.length() > Integer.MAX_VALUE) {
      throw ParameterReader.invalid("a column of " + next.length() + " values");
    }
    return (int) next.length();
  }

  /** The next buffer, which has that many bytes at least. */
  ByteBuffer nextBuffer(long minBytes) {
    ByteBuffer bytes = nextBuffer();
    if (bytes.remaining() < minBytes) {
      throw ParameterReader.invalid(
          "a buffer of " + bytes.remaining() + " bytes instead of " + minBytes);
    }
    return bytes;
  }

  /** The next buffer, as it is. */
  ByteBuffer nextBuffer() {
    if (buffer >= batch.buffersLength()) {
      throw ParameterReader.invalid("too few buffers");
    }
    Buffer place = batch.buffers(buffer++);
    long offset = place.offset();
    long length = place.length();
    if (offset < 0 || length < 0 || offset > body.limit() || length > body.limit() - offset) {
      throw ParameterReader.invalid("a buffer outside of the body");
    }
    return body.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
