package io.sluice.source.parquet;

import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.source.parquet.page.ValueLayout.Unit;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** The columns of a file: types of Parquet, logical or of the older converted kind, as types of the engine. */
final class FileSchema {
  private static final int UNSIGNED_LONG_DIGITS = 20;

  private final ParquetFooter footer;
  private final boolean readsBinaryAsText;
  private final List<SchemaElement> elements;
  private int next = 1;
  private int leaves;

  private FileSchema(ParquetFooter footer, boolean readsBinaryAsText) {
    this.footer = footer;
    this.readsBinaryAsText = readsBinaryAsText;
    this.elements = footer.metadata().getSchema();
  }

  /** The columns in order; those that cannot be read are among them. */
  static List<ParquetColumn> columns(ParquetFooter footer, boolean readsBinaryAsText) {
    return new FileSchema(footer, readsBinaryAsText).read();
  }

  private List<ParquetColumn> read() {
    List<ParquetColumn> columns = new ArrayList<>();
    int count = elements.isEmpty() ? 0 : elements.get(0).getNum_children();
    for (int i = 0; i < count; i++) {
      columns.add(column());
    }
    if (next != elements.size()) {
      throw ParquetFooter.invalid(footer.file(), "its schema has parts that belong to nothing");
    }
    footer.metadata().getRow_groups().forEach(group -> {
      if (group.getNum_rows() > 0 && group.getColumnsSize() != leaves) {
        throw ParquetFooter.invalid(
            footer.file(),
            "a row group has %d columns, the schema %d".formatted(group.getColumnsSize(), leaves));
      }
    });
    return columns;
  }

  private SchemaElement take() {
    if (next >= elements.size()) {
      throw ParquetFooter.invalid(footer.file(), "its schema is incomplete");
    }
    return elements.get(next++);
  }

  private ParquetColumn column() {
    SchemaElement element = take();
    if (element.getNum_children() > 0) {
      skipChildren(element);
      return unsupported(element, nestedType(element));
    }
    int leaf = leaves++;
    if (!element.isSetType()) {
      throw ParquetFooter.invalid(footer.file(), "column '" + element.getName() + "' has no type");
    }
    if (element.getRepetition_type() == FieldRepetitionType.REPEATED) {
      return unsupported(element, "repeated " + element.getType());
    }
    return leaf(element, leaf);
  }

  private void skipChildren(SchemaElement parent) {
    long open = parent.getNum_children();
    while (open > 0) {
      SchemaElement element = take();
      open += Math.max(element.getNum_children(), 0) - 1L;
      if (element.getNum_children() <= 0) {
        leaves++;
      }
    }
  }

  private static String nestedType(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    if (logical != null && logical.isSetLIST() || converted == ConvertedType.LIST) {
      return "LIST";
    }
    if (logical != null && logical.isSetMAP() || converted == ConvertedType.MAP) {
      return "MAP";
    }
    return "STRUCT";
  }

  /** Such a column has some type so that the table has a schema; whoever asks for it gets an error. */
  private static ParquetColumn unsupported(SchemaElement element, String typeName) {
    return new ParquetColumn(
        new Field(element.getName(), DataType.VARCHAR, true),
        new ValueLayout(Type.BYTE_ARRAY, 0, true, Unit.ONE),
        -1,
        typeName);
  }

  private ParquetColumn leaf(SchemaElement element, int leaf) {
    boolean isOptional = element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
    Unit unit = unit(element);
    DataType type = type(element, unit);
    if (type == null) {
      return unsupported(element, typeName(element));
    }
    int length = element.getType() == Type.FIXED_LEN_BYTE_ARRAY ? element.getType_length() : 0;
    if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY && length <= 0) {
      throw ParquetFooter.invalid(
          footer.file(), "column '" + element.getName() + "' has values of " + length + " bytes");
    }
    return new ParquetColumn(
        new Field(element.getName(), type, isOptional),
        new ValueLayout(element.getType(), length, isOptional, unit),
        leaf,
        "");
  }

  private static String typeName(SchemaElement element) {
    // Of a logical type that is younger than this reader nothing is set.
    if (element.isSetLogicalType() && element.getLogicalType().isSet()) {
      return element.getLogicalType().getSetField().getFieldName();
    }
    return element.isSetConverted_type()
        ? element.getConverted_type().toString()
        : element.getType().toString();
  }

  private static Unit unit(TimeUnit unit) {
    return unit.isSetMILLIS()
        ? Unit.MILLISECONDS
        : unit.isSetNANOS() ? Unit.NANOSECONDS : Unit.MICROSECONDS;
  }

  private static Unit unit(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIMESTAMP()) {
      return unit(logical.getTIMESTAMP().getUnit());
    }
    if (logical != null && logical.isSetTIME()) {
      return unit(logical.getTIME().getUnit());
    }
    if (logical != null && logical.isSetINTEGER()) {
      return logical.getINTEGER().isIsSigned() ? Unit.ONE : Unit.UNSIGNED;
    }
    ConvertedType converted = element.getConverted_type();
    if (converted == null) {
      return Unit.ONE;
    }
    return switch (converted) {
      case TIMESTAMP_MILLIS, TIME_MILLIS -> Unit.MILLISECONDS;
      case TIMESTAMP_MICROS, TIME_MICROS -> Unit.MICROSECONDS;
      case UINT_8, UINT_16, UINT_32, UINT_64 -> Unit.UNSIGNED;
      default -> Unit.ONE;
    };
  }

  private @Nullable DataType type(SchemaElement element, Unit unit) {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    if (logical != null && logical.isSetDECIMAL()) {
      return decimal(logical.getDECIMAL().getPrecision(), logical.getDECIMAL().getScale());
    }
    if (converted == ConvertedType.DECIMAL) {
      return decimal(element.getPrecision(), element.getScale());
    }
    boolean isPlain =
        logical == null && converted == null || logical != null && logical.isSetUNKNOWN();
    return switch (element.getType()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case INT32 -> intType(element, unit, isPlain);
      case INT64 -> longType(element, unit, isPlain);
      case INT96 -> DataType.TIMESTAMP;
      case FLOAT -> DataType.REAL;
      case DOUBLE -> DataType.DOUBLE;
      case BYTE_ARRAY -> bytesType(element, isPlain, readsBinaryAsText);
      case FIXED_LEN_BYTE_ARRAY -> bytesType(element, isPlain, false);
    };
  }

  private static @Nullable DataType bytesType(
      SchemaElement element, boolean isPlain, boolean readsPlainAsText) {
    if (isText(element) || isPlain && readsPlainAsText) {
      return DataType.VARCHAR;
    }
    return isPlain ? DataType.VARBINARY : null;
  }

  private static boolean isText(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null) {
      return logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON();
    }
    ConvertedType converted = element.getConverted_type();
    return converted == ConvertedType.UTF8
        || converted == ConvertedType.ENUM
        || converted == ConvertedType.JSON;
  }

  private static @Nullable DataType intType(SchemaElement element, Unit unit, boolean isPlain) {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    if (logical != null && logical.isSetDATE() || converted == ConvertedType.DATE) {
      return DataType.DATE;
    }
    if (logical != null && logical.isSetTIME() || converted == ConvertedType.TIME_MILLIS) {
      return unit == Unit.MILLISECONDS ? DataType.TIME : null;
    }
    if (logical != null && logical.isSetINTEGER()) {
      return unit == Unit.UNSIGNED && logical.getINTEGER().getBitWidth() == Integer.SIZE
          ? DataType.BIGINT
          : DataType.INTEGER;
    }
    if (isPlain) {
      return DataType.INTEGER;
    }
    if (logical != null || converted == null) {
      return null;
    }
    return switch (converted) {
      case INT_8, INT_16, INT_32, UINT_8, UINT_16 -> DataType.INTEGER;
      case UINT_32 -> DataType.BIGINT;
      default -> null;
    };
  }

  private static @Nullable DataType longType(SchemaElement element, Unit unit, boolean isPlain) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIMESTAMP()) {
      return unit == Unit.NANOSECONDS ? DataType.TIMESTAMP_NANOS : DataType.TIMESTAMP;
    }
    if (logical != null && logical.isSetTIME()) {
      return unit == Unit.MILLISECONDS ? null : DataType.TIME;
    }
    boolean isInteger = isPlain || logical != null && logical.isSetINTEGER();
    if (!isInteger && (logical != null || element.getConverted_type() == null)) {
      return null;
    }
    DataType unsigned = DataType.decimal(UNSIGNED_LONG_DIGITS, 0);
    if (isInteger) {
      return unit == Unit.UNSIGNED ? unsigned : DataType.BIGINT;
    }
    return switch (element.getConverted_type()) {
      case INT_64 -> DataType.BIGINT;
      case UINT_64 -> unsigned;
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS -> DataType.TIMESTAMP;
      case TIME_MICROS -> DataType.TIME;
      default -> null;
    };
  }

  private static @Nullable DataType decimal(int precision, int scale) {
    boolean isPossible = precision >= 1
        && precision <= DecimalType.MAX_PRECISION
        && scale >= 0
        && scale <= precision;
    return isPossible ? DataType.decimal(precision, scale) : null;
  }
}
