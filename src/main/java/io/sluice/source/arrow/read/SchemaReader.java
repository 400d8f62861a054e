package io.sluice.source.arrow.read;

import com.google.flatbuffers.Table;
import io.sluice.source.arrow.read.ArrowField.Dictionary;
import io.sluice.source.file.FileIdentity;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a schema. What makes no sense is an {@link IllegalArgumentException} or another RuntimeException. */
final class SchemaReader {
  private static final int MAX_DEPTH = 64;
  private static final int LEAST_FIELD_BYTES = 8;
  private static final int UUID_BYTES = 16;
  private static final int UNSIGNED_LONG_DIGITS = 20;
  private static final String EXTENSION_NAME = "ARROW:extension:name";

  private final FileIdentity file;

  /** Fields that may still come: a table may be referred to from several places, so that few bytes could say many. */
  private long fieldsLeft;

  /** What is known of a type of the format before its children are. */
  private record Shape(DataType type, ArrowLayout layout, int width, long unitsPerSecond) {
    static Shape of(DataType type, ArrowLayout layout, int width) {
      return new Shape(type, layout, width, 1);
    }

    /** A type whose values are made of those of children, or cannot be read. */
    static Shape of(ArrowLayout layout, int width) {
      return of(DataType.VARCHAR, layout, width);
    }
  }

  private SchemaReader(FileIdentity file, long metadataBytes) {
    this.file = file;
    fieldsLeft = metadataBytes / LEAST_FIELD_BYTES;
  }

  /**
   * The fields in order; those that cannot be read are among them.
   *
   * @param metadataBytes how many bytes the schema has at most
   */
  static List<ArrowField> read(FileIdentity file, Schema schema, long metadataBytes) {
    if (schema.endianness() != Endianness.Little) {
      throw ArrowErrors.notSupported(file, "its numbers are big-endian; write it as little-endian");
    }
    SchemaReader reader = new SchemaReader(file, metadataBytes);
    List<ArrowField> fields = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(reader.field(schema.fields(i), 1));
    }
    return fields;
  }

  private ArrowField field(Field field, int depth) {
    String name = field.name() == null ? "" : field.name();
    if (depth > MAX_DEPTH) {
      throw ArrowErrors.notSupported(file, "field '%s' is %d levels deep".formatted(name, depth));
    }
    if (--fieldsLeft < 0) {
      throw new IllegalArgumentException("its schema has more fields than it has room for");
    }
    Shape shape = shape(field, name);
    List<ArrowField> children = new ArrayList<>();
    for (int i = 0; i < field.childrenLength(); i++) {
      children.add(field(field.children(i), depth + 1));
    }
    checkChildren(name, shape.layout(), children.size());
    Dictionary dictionary = dictionary(field, name);
    String unsupported = unsupported(field, shape, children);
    DataType type =
        unsupported.isEmpty() && !children.isEmpty() ? nested(shape, children) : shape.type();
    return new ArrowField(
        name,
        type,
        // A dictionary may have NULL among its values.
        field.nullable() || dictionary != null || shape.layout() == ArrowLayout.NULL,
        shape.layout(),
        shape.width(),
        shape.unitsPerSecond(),
        children,
        dictionary,
        unsupported);
  }

  private static void checkChildren(String name, ArrowLayout layout, int count) {
    boolean fits = switch (layout) {
      case LIST, FIXED_LIST, MAP, LIST_VIEW -> count == 1;
      case RUN_END -> count == 2;
      case STRUCT, SPARSE_UNION, DENSE_UNION -> true;
      default -> count == 0;
    };
    if (!fits) {
      throw new IllegalArgumentException(
          "field '%s' has %d children for a %s".formatted(name, count, layout));
    }
  }

  private static @Nullable Dictionary dictionary(Field field, String name) {
    DictionaryEncoding encoding = field.dictionary();
    if (encoding == null) {
      return null;
    }
    Int index = encoding.indexType();
    if (index == null) {
      return new Dictionary(encoding.id(), Integer.BYTES, true);
    }
    return new Dictionary(encoding.id(), intBytes(index, name), index.isSigned());
  }

  private static int intBytes(Int type, String name) {
    int bits = type.bitWidth();
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw new IllegalArgumentException(
          "field '%s' has integers of %d bits".formatted(name, bits));
    }
    return bits / Byte.SIZE;
  }

  /** The name of what cannot be read of a field: its own type, or that of a part. */
  private static String unsupported(Field field, Shape shape, List<ArrowField> children) {
    if (!shape.layout().isReadable()) {
      return Type.name(field.typeType());
    }
    if (shape.layout() == ArrowLayout.DECIMAL && !(shape.type() instanceof DecimalType)) {
      Decimal decimal = table(field, new Decimal());
      return "Decimal%d(%d, %d)"
          .formatted(decimal.bitWidth(), decimal.precision(), decimal.scale());
    }
    if (shape.layout() == ArrowLayout.STRUCT && children.isEmpty()) {
      return "Struct without fields";
    }
    return children.stream()
        .map(ArrowField::unsupportedType)
        .filter(type -> !type.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static DataType nested(Shape shape, List<ArrowField> children) {
    return switch (shape.layout()) {
      case LIST, FIXED_LIST -> DataType.array(children.get(0).type());
      case STRUCT ->
        new RowType(children.stream()
            .map(child -> new io.sluice.type.Field(child.name(), child.type(), true))
            .toList());
      case MAP -> {
        List<ArrowField> entry = children.get(0).children();
        boolean isEntry = children.get(0).layout() == ArrowLayout.STRUCT && entry.size() == 2;
        if (!isEntry || children.get(0).dictionary() != null) {
          throw new IllegalArgumentException("a map does not consist of keys and values");
        }
        yield DataType.map(entry.get(0).type(), entry.get(1).type());
      }
      default -> shape.type();
    };
  }

  private Shape shape(Field field, String name) {
    return switch (field.typeType()) {
      case Type.Null -> Shape.of(ArrowLayout.NULL, 0);
      case Type.Bool -> Shape.of(DataType.BOOLEAN, ArrowLayout.BOOLEAN, 0);
      case Type.Int -> integer(table(field, new Int()), name);
      case Type.FloatingPoint -> floatingPoint(table(field, new FloatingPoint()).precision());
      case Type.Decimal -> decimal(table(field, new Decimal()), name);
      case Type.Date ->
        table(field, new Date()).unit() == DateUnit.DAY
            ? Shape.of(DataType.DATE, ArrowLayout.DATE_DAYS, Integer.BYTES)
            : Shape.of(DataType.DATE, ArrowLayout.DATE_MILLIS, Long.BYTES);
      case Type.Time -> time(table(field, new Time()), name);
      case Type.Timestamp -> timestamp(table(field, new Timestamp()));
      case Type.Duration ->
        new Shape(
            DataType.INTERVAL,
            ArrowLayout.DURATION,
            Long.BYTES,
            unitsPerSecond(table(field, new Duration()).unit()));
      case Type.Interval -> interval(table(field, new Interval()).unit());
      case Type.Utf8 -> Shape.of(DataType.VARCHAR, ArrowLayout.BYTES, Integer.BYTES);
      case Type.LargeUtf8 -> Shape.of(DataType.VARCHAR, ArrowLayout.BYTES, Long.BYTES);
      case Type.Binary -> Shape.of(DataType.VARBINARY, ArrowLayout.BYTES, Integer.BYTES);
      case Type.LargeBinary -> Shape.of(DataType.VARBINARY, ArrowLayout.BYTES, Long.BYTES);
      case Type.FixedSizeBinary -> fixedBytes(field, table(field, new FixedSizeBinary()), name);
      case Type.List -> Shape.of(ArrowLayout.LIST, Integer.BYTES);
      case Type.LargeList -> Shape.of(ArrowLayout.LIST, Long.BYTES);
      case Type.FixedSizeList ->
        Shape.of(
            ArrowLayout.FIXED_LIST,
            notNegative(table(field, new FixedSizeList()).listSize(), name));
      case Type.Struct_ -> Shape.of(ArrowLayout.STRUCT, 0);
      case Type.Map -> Shape.of(ArrowLayout.MAP, Integer.BYTES);
      case Type.Union ->
        Shape.of(
            table(field, new Union()).mode() == UnionMode.Sparse
                ? ArrowLayout.SPARSE_UNION
                : ArrowLayout.DENSE_UNION,
            0);
      case Type.RunEndEncoded -> Shape.of(ArrowLayout.RUN_END, 0);
      case Type.BinaryView, Type.Utf8View -> Shape.of(ArrowLayout.BYTES_VIEW, 0);
      case Type.ListView, Type.LargeListView -> Shape.of(ArrowLayout.LIST_VIEW, 0);
      case Type.NONE ->
        throw new IllegalArgumentException("field '%s' has no type".formatted(name));
      default ->
        // Where the columns behind it stand depends on it.
        throw ArrowErrors.notSupported(
            file,
            "column '%s' has a type of number %d, which is not known; write the file without it"
                .formatted(name, field.typeType()));
    };
  }

  private static <T extends Table> T table(Field field, T table) {
    if (field.type(table) == null) {
      throw new IllegalArgumentException("field '%s' has no type".formatted(field.name()));
    }
    return table;
  }

  private static int notNegative(int width, String name) {
    if (width < 0) {
      throw new IllegalArgumentException("field '%s' has a width of %d".formatted(name, width));
    }
    return width;
  }

  private static Shape integer(Int type, String name) {
    int bytes = intBytes(type, name);
    if (type.isSigned()) {
      DataType signed = switch (bytes) {
        case 1 -> DataType.TINYINT;
        case 2 -> DataType.SMALLINT;
        case 4 -> DataType.INTEGER;
        default -> DataType.BIGINT;
      };
      return Shape.of(signed, ArrowLayout.SIGNED, bytes);
    }
    DataType unsigned = switch (bytes) {
      case 1, 2 -> DataType.INTEGER;
      case 4 -> DataType.BIGINT;
      default -> DataType.decimal(UNSIGNED_LONG_DIGITS, 0);
    };
    return Shape.of(unsigned, ArrowLayout.UNSIGNED, bytes);
  }

  private static Shape floatingPoint(short precision) {
    return switch (precision) {
      case Precision.HALF -> Shape.of(DataType.REAL, ArrowLayout.FLOAT, Short.BYTES);
      case Precision.SINGLE -> Shape.of(DataType.REAL, ArrowLayout.FLOAT, Float.BYTES);
      case Precision.DOUBLE -> Shape.of(DataType.DOUBLE, ArrowLayout.FLOAT, Double.BYTES);
      default ->
        throw new IllegalArgumentException("there is no floating point of precision " + precision);
    };
  }

  private static Shape decimal(Decimal type, String name) {
    int bits = type.bitWidth();
    if (bits != 32 && bits != 64 && bits != 128 && bits != 256) {
      throw new IllegalArgumentException(
          "field '%s' has decimals of %d bits".formatted(name, bits));
    }
    int precision = type.precision();
    int scale = type.scale();
    boolean fits = precision >= 1
        && precision <= DecimalType.MAX_PRECISION
        && scale >= 0
        && scale <= precision;
    DataType decimal = fits ? DataType.decimal(precision, scale) : DataType.VARCHAR;
    return Shape.of(decimal, ArrowLayout.DECIMAL, bits / Byte.SIZE);
  }

  private static Shape time(Time type, String name) {
    if (type.bitWidth() != 32 && type.bitWidth() != 64) {
      throw new IllegalArgumentException(
          "field '%s' has times of %d bits".formatted(name, type.bitWidth()));
    }
    return new Shape(
        DataType.TIME, ArrowLayout.TIME, type.bitWidth() / Byte.SIZE, unitsPerSecond(type.unit()));
  }

  private static Shape timestamp(Timestamp type) {
    String zone = type.timezone();
    DataType local =
        type.unit() == TimeUnit.NANOSECOND ? DataType.TIMESTAMP_NANOS : DataType.TIMESTAMP;
    return new Shape(
        zone == null || zone.isEmpty() ? local : DataType.TIMESTAMP_TZ,
        ArrowLayout.TIMESTAMP,
        Long.BYTES,
        unitsPerSecond(type.unit()));
  }

  private static long unitsPerSecond(short unit) {
    return switch (unit) {
      case TimeUnit.SECOND -> 1;
      case TimeUnit.MILLISECOND -> 1_000;
      case TimeUnit.MICROSECOND -> 1_000_000;
      case TimeUnit.NANOSECOND -> 1_000_000_000;
      default -> throw new IllegalArgumentException("there is no unit of time " + unit);
    };
  }

  private static Shape interval(short unit) {
    return switch (unit) {
      case IntervalUnit.YEAR_MONTH -> Shape.of(DataType.INTERVAL, ArrowLayout.MONTHS, 4);
      case IntervalUnit.DAY_TIME -> Shape.of(DataType.INTERVAL, ArrowLayout.DAYS_MILLIS, 8);
      case IntervalUnit.MONTH_DAY_NANO ->
        Shape.of(DataType.INTERVAL, ArrowLayout.MONTHS_DAYS_NANOS, 16);
      default -> throw new IllegalArgumentException("there is no interval of unit " + unit);
    };
  }

  private static Shape fixedBytes(Field field, FixedSizeBinary type, String name) {
    int width = notNegative(type.byteWidth(), name);
    return width == UUID_BYTES && isUuid(field)
        ? Shape.of(DataType.UUID, ArrowLayout.UUID, width)
        : Shape.of(DataType.VARBINARY, ArrowLayout.FIXED_BYTES, width);
  }

  private static boolean isUuid(Field field) {
    for (int i = 0; i < field.customMetadataLength(); i++) {
      KeyValue entry = field.customMetadata(i);
      if (EXTENSION_NAME.equals(entry.key()) && "arrow.uuid".equals(entry.value())) {
        return true;
      }
    }
    return false;
  }
}
