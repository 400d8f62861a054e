package io.sluice.codec;

import com.google.protobuf.ByteString;
import io.sluice.codec.proto.DataTypeMessage;
import io.sluice.codec.proto.FieldMessage;
import io.sluice.codec.proto.LiteralMessage;
import io.sluice.codec.proto.SchemaMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Types, schemas and literals as messages. */
final class ValueMessages {
  private ValueMessages() {}

  static DataTypeMessage write(DataType type) {
    DataTypeMessage.Builder message =
        DataTypeMessage.newBuilder().setKind(type.kind().name());
    if (type instanceof DecimalType decimal) {
      message.setPrecision(decimal.precision()).setScale(decimal.scale());
    }
    return message.build();
  }

  static DataType read(DataTypeMessage message) {
    TypeKind kind = constant(TypeKind.class, message.getKind());
    return kind == TypeKind.DECIMAL
        ? DataType.decimal(message.getPrecision(), message.getScale())
        : DataType.of(kind);
  }

  static SchemaMessage write(Schema schema) {
    SchemaMessage.Builder message = SchemaMessage.newBuilder();
    for (Field field : schema.fields()) {
      message.addFields(FieldMessage.newBuilder()
          .setName(field.name())
          .setType(write(field.type()))
          .setNullable(field.nullable()));
    }
    return message.build();
  }

  static Schema read(SchemaMessage message) {
    return new Schema(message.getFieldsList().stream()
        .map(field -> new Field(field.getName(), read(field.getType()), field.getNullable()))
        .toList());
  }

  static LiteralMessage write(Literal literal) {
    LiteralMessage.Builder message = LiteralMessage.newBuilder().setType(write(literal.type()));
    Object value = literal.value();
    if (value instanceof Boolean flag) {
      message.setBoolean(flag);
    } else if (value instanceof Integer number) {
      message.setInteger(number);
    } else if (value instanceof Long number) {
      message.setInteger(number);
    } else if (value instanceof Double number) {
      message.setNumber(number);
    } else if (value instanceof String text) {
      message.setText(text);
    } else if (value instanceof BigDecimal decimal) {
      message.setDecimal(ByteString.copyFrom(decimal.unscaledValue().toByteArray()));
    } else if (value != null) {
      throw new IllegalStateException("a literal holds a " + value.getClass().getSimpleName());
    }
    return message.build();
  }

  static Literal read(LiteralMessage message) {
    DataType type = read(message.getType());
    return new Literal(type, value(message, type));
  }

  private static @Nullable Object value(LiteralMessage message, DataType type) {
    return switch (message.getValueCase()) {
      case BOOLEAN -> message.getBoolean();
      case INTEGER ->
        Literal.valueClass(type) == Integer.class
            ? (Object) Math.toIntExact(message.getInteger())
            : (Object) message.getInteger();
      case NUMBER -> message.getNumber();
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
