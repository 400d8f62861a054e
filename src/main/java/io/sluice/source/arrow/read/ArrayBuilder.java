package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;
import io.sluice.source.arrow.read.MessagePlan.Node;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an array of the nodes and buffers of a column, and checks that they fit each other. What does not is an {@link IllegalArgumentException}. */
final class ArrayBuilder {
  private final Iterator<Node> nodes;
  private final Iterator<ByteBuffer> buffers;
  private final Map<Long, FlatVector> dictionaries;

  ArrayBuilder(List<Node> nodes, List<ByteBuffer> buffers, Map<Long, FlatVector> dictionaries) {
    this.nodes = nodes.iterator();
    this.buffers = buffers.iterator();
    this.dictionaries = dictionaries;
  }

  /**
   * The array of a field.
   *
   * @param minLength the values that it must have at least
   */
  ArrowArray build(ArrowField field, long minLength) {
    Node node = nodes.next();
    int length = node.length();
    if (length < minLength) {
      throw new IllegalArgumentException(
          "field '%s' has %d of %d values".formatted(field.name(), length, minLength));
    }
    if (field.dictionary() != null) {
      return dictionary(field, field.dictionary(), node);
    }
    if (field.layout() == ArrowLayout.NULL) {
      return new NullArray(field, length);
    }
    ByteBuffer validity = validity(field, node);
    return switch (field.layout()) {
      case BOOLEAN ->
        new BooleanArray(field, length, validity, take(field, BitReader.bytes(length)));
      case SIGNED, UNSIGNED, DATE_DAYS, DATE_MILLIS ->
        new NumberArray(field, length, validity, takeFixed(field, length));
      case FLOAT -> new FloatArray(field, length, validity, takeFixed(field, length));
      case DECIMAL -> new DecimalArray(field, length, validity, takeFixed(field, length));
      case TIME, TIMESTAMP -> new TimeArray(field, length, validity, takeFixed(field, length));
      case DURATION, MONTHS, DAYS_MILLIS, MONTHS_DAYS_NANOS ->
        new IntervalArray(field, length, validity, takeFixed(field, length));
      case UUID -> new UuidArray(field, length, validity, takeFixed(field, length));
      case FIXED_BYTES -> new FixedBytesArray(field, length, validity, takeFixed(field, length));
      case BYTES -> {
        ByteBuffer offsets = takeOffsets(field, length);
        yield new BytesArray(field, length, validity, offsets, buffers.next());
      }
      case LIST -> {
        ByteBuffer offsets = takeOffsets(field, length);
        ArrowArray elements = build(field.children().get(0), 0);
        yield new ListArray(
            field,
            length,
            validity,
            Offsets.of(offsets, field.width(), length, elements.length()),
            elements);
      }
      case FIXED_LIST -> {
        ArrowArray elements = build(field.children().get(0), (long) length * field.width());
        yield new ListArray(field, length, validity, Offsets.fixed(field.width()), elements);
      }
      case MAP -> map(field, length, validity);
      case STRUCT -> struct(field, length, validity);
      default -> throw new IllegalStateException("not readable: " + field.layout());
    };
  }

  private ArrowArray map(ArrowField field, int length, @Nullable ByteBuffer validity) {
    ByteBuffer bytes = takeOffsets(field, length);
    StructArray entries = (StructArray) build(field.children().get(0), 0);
    Offsets offsets = Offsets.of(bytes, field.width(), length, entries.length());
    return new MapArray(
        field,
        length,
        validity,
        offsets,
        entries.fields().get(0),
        entries.fields().get(1));
  }

  private StructArray struct(ArrowField field, int length, @Nullable ByteBuffer validity) {
    List<ArrowArray> parts = new ArrayList<>(field.children().size());
    for (ArrowField child : field.children()) {
      parts.add(build(child, length));
    }
    return new StructArray(field, length, validity, parts);
  }

  private ArrowArray dictionary(ArrowField field, ArrowField.Dictionary encoding, Node node) {
    ByteBuffer validity = validity(field, node);
    ByteBuffer indices = take(field, (long) node.length() * encoding.indexBytes());
    FlatVector values = dictionaries.get(encoding.id());
    if (values == null) {
      if (node.nullCount() < node.length()) {
        throw new IllegalArgumentException(
            "dictionary %d of field '%s' is missing".formatted(encoding.id(), field.name()));
      }
      values = FlatVector.create(field.type(), 0);
    }
    return new DictionaryArray(field, node.length(), validity, indices, encoding, values);
  }

  private @Nullable ByteBuffer validity(ArrowField field, Node node) {
    ByteBuffer bits = buffers.next();
    if (bits.capacity() == 0 && node.nullCount() == 0) {
      return null;
    }
    require(field, bits, BitReader.bytes(node.length()));
    int nulls = node.length() - BitReader.count(bits, 0, node.length());
    if (nulls != node.nullCount()) {
      throw new IllegalArgumentException(
          "field '%s' says %d NULLs and has %d".formatted(field.name(), node.nullCount(), nulls));
    }
    return nulls == 0 ? null : bits;
  }

  private ByteBuffer takeFixed(ArrowField field, int length) {
    return take(field, (long) length * field.width());
  }

  private ByteBuffer takeOffsets(ArrowField field, int length) {
    // Without values there need not be an offset.
    return take(field, length == 0 ? 0 : (length + 1L) * field.width());
  }

  private ByteBuffer take(ArrowField field, long minBytes) {
    ByteBuffer buffer = buffers.next();
    require(field, buffer, minBytes);
    return buffer;
  }

  private static void require(ArrowField field, ByteBuffer buffer, long minBytes) {
    if (buffer.capacity() < minBytes) {
      throw new IllegalArgumentException("field '%s' has a buffer of %d instead of %d bytes"
          .formatted(field.name(), buffer.capacity(), minBytes));
    }
  }
}
