package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * A field in types that every reader of Arrow knows, in contrast to {@link SchemaMessage}, which is for nodes of the engine: ARRAY is List, MAP is Map, ROW is Struct, INTERVAL is
 * Interval(MONTH_DAY_NANO), UUID is Utf8 with its text, all other types are as the engine writes them among its nodes. Immutable.
 *
 * @param typeNumber one of {@link Type}
 * @param type writes the table that holds the type's parameters
 * @param metadata the field's own, by keys
 */
public record ArrowField(
    String name,
    boolean isNullable,
    byte typeNumber,
    TypeTable type,
    List<ArrowField> children,
    Map<String, String> metadata) {
  private static final int INITIAL_BYTES = 1024;

  /** Writes the table of a type. */
  public interface TypeTable {
    /** The offset of the table in the builder. */
    int write(FlatBufferBuilder builder);
  }

  public ArrowField {
    children = List.copyOf(children);
    metadata = Map.copyOf(metadata);
  }

  /** A column, without metadata. */
  public static ArrowField of(Field field) {
    return of(field.name(), field.type(), field.nullable());
  }

  /** The columns of a schema, without metadata. */
  public static List<ArrowField> of(Schema schema) {
    return schema.fields().stream().map(ArrowField::of).toList();
  }

  private static ArrowField of(String name, DataType type, boolean isNullable) {
    return switch (type.kind()) {
      case ARRAY ->
        of(
            name,
            isNullable,
            Type.List,
            org.apache.arrow.flatbuf.List::startList,
            of("item", ((ArrayType) type).element(), true));
      case MAP -> {
        MapType map = (MapType) type;
        ArrowField entries = of(
            "entries",
            false,
            Type.Struct_,
            org.apache.arrow.flatbuf.Struct_::startStruct_,
            of("key", map.key(), false),
            of("value", map.value(), true));
        yield of(name, isNullable, Type.Map, org.apache.arrow.flatbuf.Map::startMap, entries);
      }
      case ROW -> {
        List<ArrowField> fields = new ArrayList<>();
        for (Field field : ((RowType) type).fields()) {
          fields.add(of(field.name(), field.type(), true));
        }
        yield of(
            name,
            isNullable,
            Type.Struct_,
            org.apache.arrow.flatbuf.Struct_::startStruct_,
            fields.toArray(ArrowField[]::new));
      }
      case UUID -> of(name, isNullable, Type.Utf8, Utf8::startUtf8);
      case INTERVAL ->
        new ArrowField(
            name,
            isNullable,
            Type.Interval,
            builder -> Interval.createInterval(builder, IntervalUnit.MONTH_DAY_NANO),
            List.of(),
            Map.of());
      default ->
        new ArrowField(
            name,
            isNullable,
            ArrowType.number(type),
            builder -> ArrowType.write(builder, type),
            List.of(),
            Map.of());
    };
  }

  private interface EmptyTable {
    void start(FlatBufferBuilder builder);
  }

  private static ArrowField of(
      String name, boolean isNullable, byte typeNumber, EmptyTable table, ArrowField... children) {
    return new ArrowField(
        name,
        isNullable,
        typeNumber,
        builder -> {
          table.start(builder);
          return builder.endTable();
        },
        List.of(children),
        Map.of());
  }

  public ArrowField withMetadata(Map<String, String> entries) {
    return new ArrowField(name, isNullable, typeNumber, type, children, entries);
  }

  /** A schema of these columns as an encapsulated message. */
  public static Buffer schemaMessage(List<ArrowField> fields) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
    int header = org.apache.arrow.flatbuf.Schema.createSchema(
        builder,
        Endianness.Little,
        org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, write(builder, fields)),
        0,
        0);
    return IpcMessage.wrap(
        IpcMessage.head(builder, MessageHeader.Schema, header, 0).array());
  }

  private static int[] write(FlatBufferBuilder builder, List<ArrowField> fields) {
    return fields.stream().mapToInt(field -> field.write(builder)).toArray();
  }

  private int write(FlatBufferBuilder builder) {
    int nameOffset = builder.createString(name);
    int typeOffset = type.write(builder);
    int childOffsets = org.apache.arrow.flatbuf.Field.createChildrenVector(
        builder, ArrowField.write(builder, children));
    int metadataOffset = writeMetadata(builder);
    return org.apache.arrow.flatbuf.Field.createField(
        builder, nameOffset, isNullable, typeNumber, typeOffset, 0, childOffsets, metadataOffset);
  }

  private int writeMetadata(FlatBufferBuilder builder) {
    if (metadata.isEmpty()) {
      return 0;
    }
    int[] entries = new TreeMap<>(metadata)
        .entrySet().stream()
            .mapToInt(entry -> KeyValue.createKeyValue(
                builder,
                builder.createString(entry.getKey()),
                builder.createString(entry.getValue())))
            .toArray();
    return org.apache.arrow.flatbuf.Field.createCustomMetadataVector(builder, entries);
  }
}
