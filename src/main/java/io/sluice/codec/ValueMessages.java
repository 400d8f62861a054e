package io.sluice.codec;

import com.google.protobuf.ByteString;
import io.sluice.codec.proto.DataTypeMessage;
import io.sluice.codec.proto.FieldMessage;
import io.sluice.codec.proto.LiteralMessage;
import io.sluice.codec.proto.SchemaMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueBytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Types, schemas and literals as messages. */
public final class ValueMessages {
  private ValueMessages() {}

  static DataTypeMessage write(DataType type) {
    DataTypeMessage.Builder message =
        DataTypeMessage.newBuilder().setKind(type.kind().name());
    if (type instanceof DecimalType decimal) {
      message.setPrecision(decimal.precision()).setScale(decimal.scale());
    } else if (type instanceof ArrayType array) {
      message.addParts(part("", array.element()));
    } else if (type instanceof MapType map) {
      message.addParts(part("", map.key())).addParts(part("", map.value()));
    } else if (type instanceof RowType row) {
      row.fields().forEach(field -> message.addParts(part(field.name(), field.type())));
    }
    return message.build();
  }

  private static FieldMessage part(String name, DataType type) {
    return FieldMessage.newBuilder()
        .setName(name)
        .setType(write(type))
        .setNullable(true)
        .build();
  }

  static DataType read(DataTypeMessage message) {
    TypeKind kind = constant(TypeKind.class, message.getKind());
    return switch (kind) {
      case DECIMAL -> DataType.decimal(message.getPrecision(), message.getScale());
      case ARRAY -> DataType.array(read(message.getParts(0).getType()));
      case MAP ->
        DataType.map(
            read(message.getParts(0).getType()), read(message.getParts(1).getType()));
      case ROW ->
        new RowType(message.getPartsList().stream()
            .map(part -> new Field(part.getName(), read(part.getType()), part.getNullable()))
            .toList());
      default -> DataType.of(kind);
    };
  }

  public static FieldMessage write(Field field) {
    return FieldMessage.newBuilder()
        .setName(field.name())
        .setType(write(field.type()))
        .setNullable(field.nullable())
        .build();
  }

  public static Field read(FieldMessage message) {
    return new Field(message.getName(), read(message.getType()), message.getNullable());
  }

  public static SchemaMessage write(Schema schema) {
    SchemaMessage.Builder message = SchemaMessage.newBuilder();
    schema.fields().forEach(field -> message.addFields(write(field)));
    return message.build();
  }

  public static Schema read(SchemaMessage message) {
    return new Schema(message.getFieldsList().stream().map(ValueMessages::read).toList());
  }

  public static LiteralMessage write(Literal literal) {
    LiteralMessage.Builder message = LiteralMessage.newBuilder().setType(write(literal.type()));
    Object value = literal.value();
    if (value instanceof Boolean flag) {
      message.setBoolean(flag);
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      message.setInteger(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      message.setNumber(((Number) value).doubleValue());
    } else if (value instanceof String text) {
      message.setText(text);
    } else if (value instanceof BigDecimal decimal) {
      message.setDecimal(ByteString.copyFrom(decimal.unscaledValue().toByteArray()));
    } else if (value instanceof Binary binary) {
      message.setBytes(ByteString.copyFrom(binary.bytes()));
    } else if (value != null) {
      message.setBytes(ByteString.copyFrom(ValueBytes.encode(literal.type(), value)));
    }
    return message.build();
  }

  public static Literal read(LiteralMessage message) {
    DataType type = read(message.getType());
    return new Literal(type, value(message, type));
  }

  private static @Nullable Object value(LiteralMessage message, DataType type) {
    return switch (message.getValueCase()) {
      case BOOLEAN -> message.getBoolean();
      case INTEGER ->
        switch (type.kind()) {
          case TINYINT -> (Object) (byte) message.getInteger();
          case SMALLINT -> (Object) (short) message.getInteger();
          case INTEGER, DATE -> (Object) Math.toIntExact(message.getInteger());
          default -> (Object) message.getInteger();
        };
      case NUMBER ->
        type.kind() == TypeKind.REAL
            ? (Object) (float) message.getNumber()
            : (Object) message.getNumber();
      case BYTES -> {
        byte[] bytes = message.getBytes().toByteArray();
        yield type.kind() == TypeKind.VARBINARY
            ? Binary.of(bytes)
            : ValueBytes.decode(type, bytes, 0);
      }
      case TEXT -> message.getText();
      case DECIMAL -> {
        if (!(type instanceof DecimalType decimal)) {
          throw new IllegalArgumentException(type + " is not DECIMAL");
        }
        yield new BigDecimal(new BigInteger(message.getDecimal().toByteArray()), decimal.scale());
      }
      case VALUE_NOT_SET -> null;
    };
  }

  /** The constant of that name; INCOMPATIBLE_WORKER when this version has none. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw incompatible("%s '%s'".formatted(type.getSimpleName(), name));
  }

  static SluiceException incompatible(String what) {
    return new SluiceException(
        ErrorCode.INCOMPATIBLE_WORKER,
        "A plan has a %s that this node does not know; run the same version and the same extensions on all nodes"
            .formatted(what));
  }
}
