package io.sluice.expression.cast;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import io.sluice.type.IntervalText;
import io.sluice.type.TypeKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversion of one value after the other, for types whose values are few or long. */
final class ValueCast implements ScalarKernel {
  /** Converts one value in the form of {@link io.sluice.type.Literal#value()}. */
  private interface Conversion {
    /** Null, or an {@link IllegalArgumentException}, when the value is none of the type; {@link ArithmeticException} when it does not fit. */
    @Nullable
    Object convert(Object value);
  }

  private final DataType to;
  private final String form;
  private final Conversion conversion;

  private ValueCast(DataType to, String form, Conversion conversion) {
    this.to = to;
    this.form = form;
    this.conversion = conversion;
  }

  /** The conversion, or null when there is none between the types. */
  static @Nullable ValueCast create(DataType from, DataType to) {
    return switch (from.kind()) {
      case VARCHAR -> fromText(to);
      case VARBINARY -> to.kind() == TypeKind.UUID ? bytesToUuid(to) : null;
      case UUID -> to.kind() == TypeKind.VARBINARY ? uuidToBytes(to) : null;
      case TIME ->
        to.kind() == TypeKind.INTERVAL
            ? new ValueCast(to, "", value -> new Interval(0, 0, (Long) value))
            : null;
      case INTERVAL ->
        to.kind() == TypeKind.TIME ? new ValueCast(to, "", ValueCast::timeOfDay) : null;
      default -> null;
    };
  }

  private static @Nullable ValueCast fromText(DataType to) {
    return switch (to.kind()) {
      case VARBINARY ->
        new ValueCast(to, "\\xHH for a byte", value -> Binary.parse((String) value));
      case INTERVAL ->
        new ValueCast(
            to, "numbers with units, as in '3 days'", value -> IntervalText.parse((String) value));
      case ARRAY, MAP, ROW ->
        new ValueCast(
            to, NestedText.form(to), value -> new NestedText(false).parse(to, (String) value));
      default -> null;
    };
  }

  private static ValueCast bytesToUuid(DataType to) {
    return new ValueCast(to, "16 bytes", value -> {
      byte[] bytes = ((Binary) value).bytes();
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
      return bytes.length == 16 ? new UUID(buffer.getLong(), buffer.getLong()) : null;
    });
  }

  private static ValueCast uuidToBytes(DataType to) {
    return new ValueCast(to, "", value -> {
      UUID uuid = (UUID) value;
      return Binary.of(java.nio.ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array());
    });
  }

  private static Object timeOfDay(Object value) {
    return Math.floorMod(((Interval) value).micros(), Interval.MICROS_PER_DAY);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    FlatVector source = input.argument(0);
    BytesOutput bytes = result instanceof BytesVector vector ? new BytesOutput(vector) : null;
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      Object value = source.value(row);
      if (value == null) {
        throw new IllegalStateException("a kernel sees no NULL");
      }
      Object converted = convert(input, row, value);
      if (bytes != null) {
        bytes.finish(row);
        result.putValue(row, converted);
        bytes.written(row);
      } else {
        result.putValue(row, converted);
      }
    }
    if (bytes != null) {
      bytes.finish(result.length());
    }
  }

  private Object convert(KernelInput input, int row, Object value) {
    try {
      Object converted = conversion.convert(value);
      if (converted != null) {
        return converted;
      }
    } catch (ArithmeticException outOfRange) {
      throw CastFailure.overflow(input, row, to);
    } catch (IllegalArgumentException noValue) {
      throw new SluiceException(
          ErrorCode.INVALID_CAST,
          "'" + input.text(0, row) + "' is not a value of type " + to + "; expected " + form,
          null,
          noValue);
    }
    throw CastFailure.invalid(input, row, to, form);
  }
}
