package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueBytes;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MessageHeader;

/** A schema as an encapsulated Arrow message. */
public final class SchemaMessage {
  private static final int INITIAL_BYTES = 1024;

  private SchemaMessage() {}

  public static Buffer write(Schema schema) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
    int[] fields = new int[schema.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = writeField(builder, schema.field(i));
    }
    int header = org.apache.arrow.flatbuf.Schema.createSchema(
        builder,
        Endianness.Little,
        org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, fields),
        0,
        0);
    return IpcMessage.wrap(
        IpcMessage.head(builder, MessageHeader.Schema, header, 0).array());
  }

  private static int writeField(FlatBufferBuilder builder, Field field) {
    int name = builder.createString(field.name());
    int type = ArrowType.write(builder, field.type());
    int metadata = metadata(builder, field.type());
    int children = org.apache.arrow.flatbuf.Field.createChildrenVector(builder, new int[0]);
    return org.apache.arrow.flatbuf.Field.createField(
        builder,
        name,
        field.nullable(),
        ArrowType.number(field.type()),
        type,
        0,
        children,
        metadata);
  }

  private static int metadata(FlatBufferBuilder builder, DataType type) {
    if (!ValueBytes.holds(type)) {
      return 0;
    }
    int entry = KeyValue.createKeyValue(
        builder, builder.createString(ArrowType.NAME), builder.createString(type.toString()));
    return org.apache.arrow.flatbuf.Field.createCustomMetadataVector(builder, new int[] {entry});
  }

  /**
   * Reads a schema.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when the message is corrupt, NOT_SUPPORTED for types the engine does not have
   */
  public static Schema read(Buffer buffer) {
    IpcMessage message = IpcMessage.read(buffer, MessageHeader.Schema);
    try {
      org.apache.arrow.flatbuf.Schema header = new org.apache.arrow.flatbuf.Schema();
      if (message.metadata().header(header) == null) {
        throw IpcMessage.corrupt("it has no schema");
      }
      if (header.endianness() != Endianness.Little) {
        throw IpcMessage.corrupt("only little-endian bytes are supported");
      }
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < header.fieldsLength(); i++) {
        fields.add(readField(header.fields(i)));
      }
      return new Schema(fields);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw IpcMessage.corrupt("its schema cannot be read", e);
    }
  }

  private static Field readField(org.apache.arrow.flatbuf.Field field) {
    String name = field.name();
    if (field.dictionary() != null) {
      throw IpcMessage.corrupt("column '" + name + "' is dictionary-encoded");
    }
    return new Field(name == null ? "" : name, ArrowType.read(field), field.nullable());
  }
}
