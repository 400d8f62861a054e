package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sluice.column.BytesVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Whole records that a {@link RecordCutter} cut, and where a parser of theirs stands. */
final class Run {
  private static final JsonFactory FACTORY = factory();

  /** What the parser's messages say of its options. */
  private static final Pattern HINTS = Pattern.compile(", from `[^`]*`|: enable `[^`]*` to allow");

  private final byte[] bytes;
  private final int start;
  private final int length;
  private final long offset;

  private static JsonFactory factory() {
    // How long a record may be is the cutter's business.
    StreamReadConstraints constraints = StreamReadConstraints.builder()
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .build();
  }

  Run(RecordCutter cutter) {
    this.bytes = cutter.bytes();
    this.start = cutter.start();
    this.length = cutter.end() - cutter.start();
    this.offset = cutter.runOffset();
  }

  JsonParser parser() throws IOException {
    return FACTORY.createParser(bytes, start, length);
  }

  /** Where in the text the parser's token begins. */
  long offset(JsonParser parser) {
    return offset + parser.currentTokenLocation().getByteOffset();
  }

  /** The error for text that is no JSON. */
  JsonFormatException invalid(JsonProcessingException cause) {
    JsonLocation location = cause.getLocation();
    long inRun = location == null ? 0 : Math.max(location.getByteOffset(), 0);
    String message = cause instanceof JsonEOFException
        ? "the text ends within a record"
        : HINTS.matcher(String.valueOf(cause.getOriginalMessage())).replaceAll("");
    return new JsonFormatException(offset + inRun, message);
  }

  /** The value that begins with the parser's token, as it is written; the parser goes to its end. */
  String json(JsonParser parser) throws IOException, JsonFormatException {
    int from = from(parser);
    long place = offset(parser);
    int length = to(parser) - from;
    try {
      // The parser does not decode what it leaves out.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new JsonFormatException(place, "the value that begins here is not UTF-8");
    }
  }

  /** Writes what {@link #json} answers. */
  void writeJson(JsonParser parser, BytesVector target, int row)
      throws IOException, JsonFormatException {
    byte[] text = json(parser).getBytes(StandardCharsets.UTF_8);
    target.write(row, text, 0, text.length);
  }

  /** The text that the parser is at, unless it has halves of characters, which UTF-8 cannot tell. */
  String wellFormed(String text, JsonParser parser) throws JsonFormatException {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean isPair = Character.isHighSurrogate(unit)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          throw new JsonFormatException(
              offset(parser), "a text has U+%04X, half of a surrogate pair".formatted((int) unit));
        }
        i++;
      }
    }
    return text;
  }

  private int from(JsonParser parser) {
    return start + (int) parser.currentTokenLocation().getByteOffset();
  }

  private int to(JsonParser parser) throws IOException {
    if (parser.currentToken().isNumeric()) {
      return from(parser) + parser.getTextLength();
    }
    parser.skipChildren();
    // A text is read no further than it is asked for.
    parser.finishToken();
    return start + (int) parser.currentLocation().getByteOffset();
  }
}
