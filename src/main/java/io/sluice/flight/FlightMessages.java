package io.sluice.flight;

import com.google.protobuf.ByteString;
import io.sluice.ipc.ArrowBody;
import io.sluice.ipc.ArrowField;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;

/** Arrow's messages as Flight carries them. */
final class FlightMessages {
  private static final int PREFIX_BYTES = 8;

  /** Of the fields {@code data_header} and {@code data_body} of FlightData. */
  private static final int HEADER_TAG = 2 << 3 | 2;

  private static final int BODY_TAG = 1000 << 3 | 2;

  private FlightMessages() {}

  /** A schema as FlightInfo and others hold it: an encapsulated message. */
  static ByteString schema(List<ArrowField> fields) {
    return ByteString.copyFrom(ArrowField.schemaMessage(fields).getBytes());
  }

  /** The first message of a stream. */
  static Buffer schemaData(List<ArrowField> fields) {
    Buffer message = ArrowField.schemaMessage(fields);
    byte[] metadata = message.getBytes(PREFIX_BYTES, message.length());
    Buffer data = Buffer.buffer(metadata.length + 16);
    appendVarint(data, HEADER_TAG);
    appendVarint(data, metadata.length);
    return data.appendBytes(metadata);
  }

  /** A batch, written by hand so that its body is copied once. */
  static Buffer batchData(ArrowBody.Message message) {
    ByteBuffer metadata = message.metadata();
    byte[] header = new byte[metadata.remaining()];
    metadata.duplicate().get(header);
    Buffer data = Buffer.buffer(header.length + message.bodyBytes() + 32);
    appendVarint(data, HEADER_TAG);
    appendVarint(data, header.length);
    data.appendBytes(header);
    appendVarint(data, BODY_TAG);
    appendVarint(data, message.bodyBytes());
    message.appendBody(data);
    return data;
  }

  private static void appendVarint(Buffer target, int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      target.appendByte((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    target.appendByte((byte) rest);
  }
}
