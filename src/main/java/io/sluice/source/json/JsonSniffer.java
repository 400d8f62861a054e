package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.config.ConfigValues;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.TextSource;
import io.sluice.source.file.TextValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** Finds out from the beginning of a file how its records follow each other and what they are. */
final class JsonSniffer {
  private final FileIdentity file;
  private final Optional<JsonLayout> givenLayout;
  private final int maxRecordBytes;
  private byte[] sample = new byte[0];
  private boolean isWhole;

  /**
   * What was found.
   *
   * @param sampledBytes how much of the text {@code sampledRecords} took
   */
  record Result(JsonFile file, ValueShape records, long sampledBytes, long sampledRecords) {}

  private JsonSniffer(FileIdentity file, ConfigValues config) {
    this.file = file;
    this.givenLayout = JsonConfig.layout(config);
    this.maxRecordBytes = config.getInt(JsonConfig.MAX_RECORD_BYTES);
  }

  /** Reads the beginning of a file, so many bytes or up to the end of the first record; blocking. */
  static Result sniff(FileIdentity file, int sampleBytes, ConfigValues config) {
    boolean isCompressed = TextSource.isCompressed(file.path());
    JsonSniffer sniffer = new JsonSniffer(file, config);
    try (TextSource source = TextSource.open(file, isCompressed)) {
      int wanted = sampleBytes;
      while (true) {
        sniffer.read(source, wanted);
        Optional<Result> found = sniffer.find(isCompressed);
        if (found.isPresent()) {
          return found.get();
        }
        // The first record is not whole yet.
        wanted = sniffer.sample.length;
      }
    } catch (JsonFormatException e) {
      throw JsonFile.invalid(file, e);
    }
  }

  private void read(TextSource source, int count) {
    byte[] piece = source.read(count);
    byte[] joined = Arrays.copyOf(sample, sample.length + piece.length);
    System.arraycopy(piece, 0, joined, sample.length, piece.length);
    sample = joined;
    // Every byte is counted, so a short piece is the last one.
    isWhole = piece.length < count;
  }

  private Optional<Result> find(boolean isCompressed) throws JsonFormatException {
    JsonLayout layout = givenLayout.isPresent() ? givenLayout.get() : layout();
    RecordCutter cutter = feed(RecordCutter.of(layout, maxRecordBytes));
    ValueShape shape = new ValueShape();
    long records = 0;
    long bytes = 0;
    while (cutter.next()) {
      Run run = new Run(cutter);
      records += observe(run, shape);
      bytes = cutter.offset(cutter.end());
    }
    if (records == 0 && !isWhole) {
      if (sample.length > maxRecordBytes) {
        throw RecordCutter.tooLong(0, maxRecordBytes);
      }
      return Optional.empty();
    }
    JsonFile json = new JsonFile(file, isCompressed, layout);
    return Optional.of(new Result(json, shape, bytes, records));
  }

  private <C extends RecordCutter> C feed(C cutter) throws JsonFormatException {
    cutter.feed(sample, sample.length);
    if (isWhole) {
      cutter.feedEnd();
    }
    return cutter;
  }

  /** What the sample looks like. */
  private JsonLayout layout() throws JsonFormatException {
    ValueCutter cutter = feed(new ValueCutter(maxRecordBytes, false));
    try {
      while (cutter.next()) {
        // Only how values stand is asked.
      }
    } catch (JsonFormatException e) {
      // The cutter for what was seen until here names what is wrong.
    }
    if (cutter.isOneArray()) {
      return JsonLayout.ARRAY;
    }
    return cutter.hasLineEndBetween() && !cutter.hasLineEndInValue()
        ? JsonLayout.NEWLINE_DELIMITED
        : JsonLayout.UNSTRUCTURED;
  }

  /** Answers how many records there are. */
  static long observe(Run run, ValueShape shape) throws JsonFormatException {
    long records = 0;
    TextValues values = new TextValues();
    try (JsonParser parser = run.parser()) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        shape.observe(parser, values);
        records++;
      }
      return records;
    } catch (JsonProcessingException e) {
      throw run.invalid(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
