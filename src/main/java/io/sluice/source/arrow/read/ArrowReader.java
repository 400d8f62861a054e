package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;
import io.sluice.source.arrow.read.MessagePlan.PlannedBuffer;
import io.sluice.source.arrow.read.MessagePlan.PlannedColumn;
import io.sluice.source.file.FileIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads wanted columns of some record batches of a file, or of all of a stream: {@link #next} tells what the next message takes, {@link #load} reads it. Dictionaries are messages too; of those only the ones
 * that the columns need are read, and they stay for the record batches behind them.
 *
 * <p>All methods block. Used by one thread at a time.
 */
public final class ArrowReader {
  private final ArrowContents contents;
  private final List<Integer> columns;
  private final ReadLimits limits;
  private final Set<Long> wantedDictionaries = new HashSet<>();
  private final Map<Long, FlatVector> dictionaries = new HashMap<>();
  private final Deque<ArrowBlock> blocks = new ArrayDeque<>();
  private int dictionariesLeft;
  private long streamOffset;
  private long bytesRead;

  private ArrowReader(ArrowContents contents, List<Integer> columns, ReadLimits limits) {
    this.contents = contents;
    this.columns = List.copyOf(columns);
    this.limits = limits;
    this.streamOffset = contents.firstMessage();
    for (int column : columns) {
      contents.fields().get(column).collectDictionaries(wantedDictionaries);
    }
  }

  /**
   * Opens a file.
   *
   * @param columns places of the wanted columns
   * @param batches of a file with a footer, those that are wanted; otherwise of no account
   */
  public static ArrowReader open(
      FileIdentity file, List<Integer> columns, Collection<ArrowBlock> batches, ReadLimits limits) {
    ArrowContents contents = ArrowContents.read(file, limits);
    if (columns.stream().anyMatch(column -> column >= contents.fields().size())) {
      throw ArrowErrors.invalid(file, "it has only " + contents.fields().size() + " columns");
    }
    ArrowReader reader = new ArrowReader(contents, columns, limits);
    if (!contents.isStream()) {
      if (!reader.wantedDictionaries.isEmpty()) {
        reader.blocks.addAll(contents.dictionaries());
        reader.dictionariesLeft = contents.dictionaries().size();
      }
      reader.blocks.addAll(batches);
    }
    return reader;
  }

  /** Bytes of the file that were read since the last call. */
  public long takeBytesRead() {
    long bytes = bytesRead;
    bytesRead = 0;
    return bytes;
  }

  /** Bytes of the dictionaries in memory. */
  public long dictionaryBytes() {
    return dictionaries.values().stream().mapToLong(FlatVector::retainedBytes).sum();
  }

  /** What the next message takes; null at the end. */
  public @Nullable MessagePlan next() {
    try (OpenFile file = OpenFile.open(contents.file())) {
      MessagePlan plan = contents.isStream() ? nextOfStream(file) : nextOfFile(file);
      bytesRead += file.bytesRead();
      return plan;
    }
  }

  private @Nullable MessagePlan nextOfFile(OpenFile file) {
    while (!blocks.isEmpty()) {
      ArrowBlock block = blocks.remove();
      ArrowMessage message = ArrowMessage.read(file, block, limits);
      byte expected =
          dictionariesLeft-- > 0 ? MessageHeader.DictionaryBatch : MessageHeader.RecordBatch;
      if (message.head().headerType() != expected) {
        throw ArrowErrors.invalid(
            contents.file(),
            "the message at byte %d is of kind %d"
                .formatted(block.offset(), message.head().headerType()));
      }
      MessagePlan plan = plan(file, message);
      if (plan != null) {
        return plan;
      }
    }
    return null;
  }

  private @Nullable MessagePlan nextOfStream(OpenFile file) {
    while (true) {
      ArrowMessage message = ArrowMessage.read(file, streamOffset, limits);
      if (message == null) {
        return null;
      }
      streamOffset = message.end();
      MessagePlan plan = plan(file, message);
      if (plan != null) {
        return plan;
      }
    }
  }

  /** The plan of a message; null when nothing of it is wanted. */
  private @Nullable MessagePlan plan(OpenFile file, ArrowMessage message) {
    try {
      return switch (message.head().headerType()) {
        case MessageHeader.RecordBatch -> {
          RecordBatch batch = new RecordBatch();
          if (message.head().header(batch) == null) {
            throw new IllegalArgumentException("it is empty");
          }
          yield new MessagePlanner(file, message, batch, limits)
              .plan(null, contents.fields(), columns);
        }
        case MessageHeader.DictionaryBatch -> {
          DictionaryBatch batch = new DictionaryBatch();
          if (message.head().header(batch) == null) {
            throw new IllegalArgumentException("it is empty");
          }
          yield dictionaryPlan(file, message, batch);
        }
        default ->
          throw new IllegalArgumentException("it is of kind " + message.head().headerType());
      };
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(
          contents.file(), "the message before byte " + message.bodyOffset(), e);
    }
  }

  private @Nullable MessagePlan dictionaryPlan(
      OpenFile file, ArrowMessage message, DictionaryBatch batch) {
    long id = batch.id();
    ArrowField field = field(id);
    if (!wantedDictionaries.contains(id)) {
      return null;
    }
    if (batch.isDelta()) {
      throw ArrowErrors.notSupported(
          contents.file(),
          "column '%s' has a dictionary that grows; write it with whole dictionaries"
              .formatted(field.name()));
    }
    if (dictionaries.containsKey(id) && !contents.isStream()) {
      throw new IllegalArgumentException("dictionary " + id + " stands there twice");
    }
    RecordBatch values = batch.data();
    if (values == null) {
      throw new IllegalArgumentException("it is empty");
    }
    return new MessagePlanner(file, message, values, limits).plan(id, List.of(field), List.of(0));
  }

  private ArrowField field(long dictionaryId) {
    for (ArrowField field : contents.fields()) {
      ArrowField found = field.valuesOf(dictionaryId);
      if (found != null) {
        return found;
      }
    }
    throw new IllegalArgumentException("no column has dictionary " + dictionaryId);
  }

  /** Reads a message. The result is empty for a dictionary, which is kept. */
  public LoadedBatch load(MessagePlan plan) {
    List<ArrowArray> arrays = new ArrayList<>(plan.columns().size());
    try (OpenFile file = OpenFile.open(contents.file())) {
      for (PlannedColumn column : plan.columns()) {
        arrays.add(array(file, plan, column));
      }
      bytesRead += file.bytesRead();
    }
    Long id = plan.dictionaryId();
    if (id != null) {
      keep(id, arrays.get(0), plan.rowCount());
      return new LoadedBatch(contents.file(), 0, List.of());
    }
    return new LoadedBatch(contents.file(), plan.rowCount(), arrays);
  }

  private ArrowArray array(OpenFile file, MessagePlan plan, PlannedColumn column) {
    String name = column.field().name();
    try {
      List<ByteBuffer> buffers = new ArrayList<>(column.buffers().size());
      for (PlannedBuffer buffer : column.buffers()) {
        byte[] stored = file.read(buffer.offset(), buffer.storedBytes());
        buffers.add(ArrowMessage.littleEndian(
            buffer.isCompressed()
                ? plan.compression().decompress(stored, buffer.bytes())
                : stored));
      }
      ArrowArray array =
          new ArrayBuilder(column.nodes(), buffers, dictionaries).build(column.field(), 0);
      boolean hasNulls = column.nodes().get(0).nullCount() > 0;
      if (hasNulls && !column.field().nullable()) {
        throw new IllegalArgumentException("it has NULLs, but its schema says that it has none");
      }
      return array;
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(contents.file(), "column '%s'".formatted(name), e);
    }
  }

  private void keep(long id, ArrowArray values, int count) {
    FlatVector vector = FlatVector.create(values.field().type(), count);
    try {
      values.readFlat(vector, 0, count);
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(
          contents.file(),
          "the dictionary of column '%s'".formatted(values.field().name()),
          e);
    }
    dictionaries.put(id, vector);
  }
}
