package io.sluice.source.arrow.read;

import io.sluice.source.file.FileIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/**
 * What a file says of itself: its columns and, in its footer, where its messages stand. A stream has no footer. Checked as far as that is possible without
 * reading messages. Immutable.
 *
 * @param fields the columns
 * @param dictionaries of a file with a footer, otherwise empty
 * @param batches of a file with a footer, otherwise empty
 * @param firstMessage where the messages behind the schema begin
 */
public record ArrowContents(
    FileIdentity file,
    boolean isStream,
    List<ArrowField> fields,
    List<ArrowBlock> dictionaries,
    List<ArrowBlock> batches,
    long firstMessage) {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FEATHER_MAGIC = "FEA1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC_BYTES = 8;
  private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

  public ArrowContents {
    fields = List.copyOf(fields);
    dictionaries = List.copyOf(dictionaries);
    batches = List.copyOf(batches);
  }

  /**
   * Reads the contents of a file; blocking.
   *
   * @throws io.sluice.error.SluiceException of code INVALID_FILE, NOT_SUPPORTED or IO_ERROR
   */
  public static ArrowContents read(FileIdentity file, ReadLimits limits) {
    try (OpenFile open = OpenFile.open(file)) {
      return read(open, limits);
    }
  }

  static ArrowContents read(OpenFile open, ReadLimits limits) {
    byte[] begin = open.read(0, (int) Math.min(MAGIC_BYTES, open.file().size()));
    if (startsWith(begin, FEATHER_MAGIC)) {
      throw ArrowErrors.notSupported(
          open.file(), "it is a Feather file of version 1; write it as version 2");
    }
    return startsWith(begin, MAGIC) ? readFile(open, limits) : readStream(open, limits);
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  private static ArrowContents readStream(OpenFile open, ReadLimits limits) {
    FileIdentity file = open.file();
    ArrowMessage message = ArrowMessage.read(open, 0, limits);
    if (message == null) {
      throw ArrowErrors.invalid(file, "it has no schema");
    }
    return new ArrowContents(
        file, true, schema(file, message), List.of(), List.of(), message.end());
  }

  private static List<ArrowField> schema(FileIdentity file, ArrowMessage message) {
    try {
      Schema schema = new Schema();
      if (message.head().headerType() != MessageHeader.Schema
          || message.head().header(schema) == null) {
        throw ArrowErrors.invalid(file, "it does not begin with a schema");
      }
      return SchemaReader.read(file, schema, schema.getByteBuffer().capacity());
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(file, "its schema", e);
    }
  }

  private static ArrowContents readFile(OpenFile open, ReadLimits limits) {
    FileIdentity file = open.file();
    if (file.size() < MAGIC_BYTES + TAIL_BYTES) {
      throw ArrowErrors.invalid(file, "it has only " + file.size() + " bytes");
    }
    byte[] tail = open.read(file.size() - TAIL_BYTES, TAIL_BYTES);
    if (!Arrays.equals(tail, Integer.BYTES, TAIL_BYTES, MAGIC, 0, MAGIC.length)) {
      throw ArrowErrors.invalid(file, "it does not end with ARROW1");
    }
    int footerBytes = ArrowMessage.littleEndian(tail).getInt();
    ArrowMessage.checkMetadata(file, footerBytes, limits);
    long footerOffset = file.size() - TAIL_BYTES - footerBytes;
    ByteBuffer bytes = ArrowMessage.littleEndian(open.read(footerOffset, footerBytes));
    ArrowContents contents;
    try {
      Footer footer = Footer.getRootAsFooter(bytes);
      Schema schema = footer.schema();
      if (schema == null) {
        throw ArrowErrors.invalid(file, "its footer has no schema");
      }
      List<ArrowBlock> dictionaries = new ArrayList<>();
      for (int i = 0; i < footer.dictionariesLength(); i++) {
        dictionaries.add(block(footer.dictionaries(i)));
      }
      List<ArrowBlock> batches = new ArrayList<>();
      for (int i = 0; i < footer.recordBatchesLength(); i++) {
        batches.add(block(footer.recordBatches(i)));
      }
      contents = new ArrowContents(
          file,
          false,
          SchemaReader.read(file, schema, footerBytes),
          dictionaries,
          batches,
          MAGIC_BYTES);
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(file, "its footer", e);
    }
    contents.checkBlocks(open, footerOffset);
    return contents;
  }

  private static ArrowBlock block(Block block) {
    return new ArrowBlock(block.offset(), block.metaDataLength(), block.bodyLength());
  }

  /** No two blocks may share bytes, and where there are bytes of none no message may stand: so a block that was lost is noticed. */
  private void checkBlocks(OpenFile open, long footerOffset) {
    List<ArrowBlock> all = new ArrayList<>(dictionaries);
    all.addAll(batches);
    all.sort(Comparator.comparingLong(ArrowBlock::offset));
    ArrowMessage.Prefix schema = ArrowMessage.prefix(open, MAGIC_BYTES);
    long end = MAGIC_BYTES + (long) schema.bytes() + Math.max(schema.headBytes(), 0);
    for (ArrowBlock block : all) {
      boolean isInside = block.metadataBytes() > 0
          && block.bodyBytes() >= 0
          && block.offset() >= end
          && block.metadataBytes() <= footerOffset - block.offset()
          && block.bodyBytes() <= footerOffset - block.offset() - block.metadataBytes();
      if (!isInside) {
        throw ArrowErrors.invalid(file, "its footer says that a message stands at " + block);
      }
      checkGap(open, end, block.offset());
      end = block.end();
    }
    checkGap(open, end, footerOffset);
  }

  private void checkGap(OpenFile open, long from, long to) {
    long start = (from + 7) & -8;
    if (to - start >= 2 * Integer.BYTES) {
      ByteBuffer bytes = ArrowMessage.littleEndian(open.read(start, 2 * Integer.BYTES));
      if (bytes.getInt() == -1 && bytes.getInt() != 0) {
        throw ArrowErrors.invalid(file, "its footer does not name the message at byte " + start);
      }
    }
  }

  /**
   * The number of rows, of a file with more messages estimated; blocking.
   *
   * @param maxMessages how many are looked at
   */
  public double rowCount(int maxMessages, ReadLimits limits) {
    try (OpenFile open = OpenFile.open(file)) {
      return isStream ? streamRows(open, maxMessages, limits) : fileRows(open, maxMessages, limits);
    }
  }

  private double fileRows(OpenFile open, int maxMessages, ReadLimits limits) {
    int count = Math.min(maxMessages, batches.size());
    double rows = 0;
    for (int i = 0; i < count; i++) {
      int index = (int) ((long) i * batches.size() / count);
      rows += rows(ArrowMessage.read(open, batches.get(index), limits));
    }
    return count == 0 ? 0 : rows * batches.size() / count;
  }

  private double streamRows(OpenFile open, int maxMessages, ReadLimits limits) {
    double rows = 0;
    long offset = firstMessage;
    for (int i = 0; i < maxMessages; i++) {
      ArrowMessage message = ArrowMessage.read(open, offset, limits);
      if (message == null) {
        return rows;
      }
      if (message.head().headerType() == MessageHeader.RecordBatch) {
        rows += rows(message);
      }
      offset = message.end();
    }
    return rows * ((double) (file.size() - firstMessage) / (offset - firstMessage));
  }

  private double rows(ArrowMessage message) {
    try {
      RecordBatch batch = new RecordBatch();
      boolean isBatch = message.head().headerType() == MessageHeader.RecordBatch
          && message.head().header(batch) != null;
      return isBatch ? Math.max(batch.length(), 0) : 0;
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(file, "a record batch", e);
    }
  }
}
