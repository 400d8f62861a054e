package io.sluice.source.parquet.write;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import java.math.BigInteger;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column stand in a file.
 *
 * @param typeLength bytes of a FIXED_LEN_BYTE_ARRAY, otherwise 0
 */
record ColumnLayout(Field field, Type type, int typeLength) {
  private static final int MAX_INT_PRECISION = 9;
  private static final int UUID_BYTES = 16;

  /**
   * The layout of a column.
   *
   * @throws SluiceException of code NOT_SUPPORTED when no file can hold its type
   */
  static ColumnLayout of(Field field) {
    DataType type = field.type();
    return switch (type.kind()) {
      case BOOLEAN -> new ColumnLayout(field, Type.BOOLEAN, 0);
      case TINYINT, SMALLINT, INTEGER, DATE -> new ColumnLayout(field, Type.INT32, 0);
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ ->
        new ColumnLayout(field, Type.INT64, 0);
      case REAL -> new ColumnLayout(field, Type.FLOAT, 0);
      case DOUBLE -> new ColumnLayout(field, Type.DOUBLE, 0);
      case VARCHAR, VARBINARY -> new ColumnLayout(field, Type.BYTE_ARRAY, 0);
      case UUID -> new ColumnLayout(field, Type.FIXED_LEN_BYTE_ARRAY, UUID_BYTES);
      case DECIMAL -> decimal(field, (DecimalType) type);
      case INTERVAL, ARRAY, MAP, ROW ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Column '%s' has type %s, which cannot be written to a Parquet file; leave it out or cast it to VARCHAR"
                .formatted(field.name(), type));
    };
  }

  private static ColumnLayout decimal(Field field, DecimalType type) {
    if (type.isShort()) {
      return new ColumnLayout(
          field, type.precision() <= MAX_INT_PRECISION ? Type.INT32 : Type.INT64, 0);
    }
    int bits = BigInteger.TEN.pow(type.precision()).bitLength() + 1;
    return new ColumnLayout(field, Type.FIXED_LEN_BYTE_ARRAY, bits + 7 >>> 3);
  }

  SchemaElement schemaElement() {
    SchemaElement element = new SchemaElement(field.name());
    element.setType(type);
    element.setRepetition_type(
        field.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    if (typeLength > 0) {
      element.setType_length(typeLength);
    }
    LogicalType logical = logicalType();
    if (logical != null) {
      element.setLogicalType(logical);
    }
    ConvertedType converted = convertedType();
    if (converted != null) {
      element.setConverted_type(converted);
    }
    if (field.type() instanceof DecimalType decimal) {
      element.setPrecision(decimal.precision());
      element.setScale(decimal.scale());
    }
    return element;
  }

  private @Nullable LogicalType logicalType() {
    return switch (field.type().kind()) {
      case TINYINT -> LogicalTypes.INT_8;
      case SMALLINT -> LogicalTypes.INT_16;
      case INTEGER -> LogicalTypes.INT_32;
      case BIGINT -> LogicalTypes.INT_64;
      case DATE -> LogicalTypes.DATE;
      case VARCHAR -> LogicalTypes.UTF8;
      case UUID -> LogicalTypes.UUID;
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) field.type();
        yield LogicalTypes.DECIMAL(decimal.scale(), decimal.precision());
      }
      case TIME -> LogicalType.TIME(new TimeType(false, micros()));
      case TIMESTAMP -> LogicalType.TIMESTAMP(new TimestampType(false, micros()));
      case TIMESTAMP_TZ -> LogicalType.TIMESTAMP(new TimestampType(true, micros()));
      case TIMESTAMP_NANOS ->
        LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.NANOS(new NanoSeconds())));
      case BOOLEAN, REAL, DOUBLE, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> null;
    };
  }

  private static TimeUnit micros() {
    return TimeUnit.MICROS(new MicroSeconds());
  }

  /** What readers that do not know logical types go by; none where it would say another thing. */
  private @Nullable ConvertedType convertedType() {
    return switch (field.type().kind()) {
      case TINYINT -> ConvertedType.INT_8;
      case SMALLINT -> ConvertedType.INT_16;
      case INTEGER -> ConvertedType.INT_32;
      case BIGINT -> ConvertedType.INT_64;
      case DATE -> ConvertedType.DATE;
      case VARCHAR -> ConvertedType.UTF8;
      case DECIMAL -> ConvertedType.DECIMAL;
      case TIMESTAMP_TZ -> ConvertedType.TIMESTAMP_MICROS;
      case BOOLEAN,
          REAL,
          DOUBLE,
          VARBINARY,
          UUID,
          TIME,
          TIMESTAMP,
          TIMESTAMP_NANOS,
          INTERVAL,
          ARRAY,
          MAP,
          ROW -> null;
    };
  }

  /** An empty store of such values. */
  ChunkValues newValues(int dictionaryBytes) {
    return switch (type) {
      case BOOLEAN -> new BooleanValues();
      case INT32, INT64, FLOAT, DOUBLE -> new NumberValues(type, dictionaryBytes);
      case BYTE_ARRAY -> new BytesValues(Bounds.isText(field.type()), dictionaryBytes);
      case FIXED_LEN_BYTE_ARRAY -> new WideValues(field.type(), typeLength);
      case INT96 -> throw new IllegalStateException("INT96 is not written");
    };
  }
}
