package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sluice.column.BatchBuilder;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.source.file.TextValues;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes records into the rows of a batch. Members that a record lacks are NULL, those that are no column are left out, and of several with one name the first
 * counts. Owned by one driver.
 */
final class JsonRowReader {
  private static final int NO_COLUMN = -1;

  private final Schema schema;
  private final JsonRecords records;
  private final SerializedString[] names;
  private final Map<String, Integer> memberByName = new HashMap<>();

  /** For each member the column that it goes to. */
  private final int[] columnOfMember;

  /** For each column the number of the record that wrote it last. */
  private final long[] writtenBy;

  private final TextValues texts = new TextValues();
  private final NestedValues nested = new NestedValues(texts);
  private long recordNumber;
  private byte[] ascii = new byte[64];

  JsonRowReader(Schema schema, JsonRecords records, List<Integer> columns) {
    this.schema = schema;
    this.records = records;
    this.names =
        records.members().stream().map(SerializedString::new).toArray(SerializedString[]::new);
    this.columnOfMember = new int[names.length];
    Arrays.fill(columnOfMember, NO_COLUMN);
    for (int i = 0; i < names.length; i++) {
      memberByName.put(names[i].getValue(), i);
    }
    if (records.areObjects()) {
      for (int i = 0; i < columns.size(); i++) {
        columnOfMember[columns.get(i)] = i;
      }
    }
    this.writtenBy = new long[schema.size()];
  }

  /** Reads the next record into a row; false when the parser has no more. */
  boolean read(JsonParser parser, Run run, BatchBuilder builder, int row)
      throws IOException, JsonFormatException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return false;
    }
    recordNumber++;
    int written = 0;
    if (!records.areObjects()) {
      written = schema.size();
      if (written == 0) {
        parser.skipChildren();
      } else {
        write(parser, run, builder.column(0), row, 0);
      }
    } else if (token == JsonToken.START_OBJECT) {
      written = readMembers(parser, run, builder, row);
    } else if (token != JsonToken.VALUE_NULL) {
      throw new JsonFormatException(
          run.offset(parser),
          "a record is an object in this table, but here is " + text(parser, run));
    }
    for (int i = 0; written < writtenBy.length; i++) {
      if (writtenBy[i] != recordNumber) {
        writeNull(builder.column(i), row);
        written++;
      }
    }
    return true;
  }

  /** Answers how many columns it wrote. */
  private int readMembers(JsonParser parser, Run run, BatchBuilder builder, int row)
      throws IOException, JsonFormatException {
    int written = 0;
    int expected = 0;
    while (true) {
      int member;
      if (expected < names.length) {
        // Mostly the names come in the order in which they came before.
        member = parser.nextFieldName(names[expected]) ? expected : memberAtHand(parser);
      } else {
        parser.nextToken();
        member = memberAtHand(parser);
      }
      if (member == NO_COLUMN && parser.currentToken() == JsonToken.END_OBJECT) {
        return written;
      }
      parser.nextToken();
      int column = NO_COLUMN;
      if (member >= 0) {
        expected = member + 1;
        column = columnOfMember[member];
      }
      if (column >= 0 && writtenBy[column] != recordNumber) {
        write(parser, run, builder.column(column), row, column);
        writtenBy[column] = recordNumber;
        written++;
      } else {
        parser.skipChildren();
      }
    }
  }

  private int memberAtHand(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.FIELD_NAME
        ? memberByName.getOrDefault(parser.currentName(), NO_COLUMN)
        : NO_COLUMN;
  }

  private static void writeNull(FlatVector target, int row) {
    target.setNull(row);
    if (target instanceof BytesVector texts) {
      texts.writeEmpty(row);
    }
  }

  private void write(JsonParser parser, Run run, FlatVector target, int row, int column)
      throws IOException, JsonFormatException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      writeNull(target, row);
      return;
    }
    DataType type = target.type();
    boolean isWritten = switch (type.kind()) {
      case BOOLEAN -> writeBoolean(token, (BooleanVector) target, row);
      case BIGINT -> writeLong(parser, (LongVector) target, row);
      case DOUBLE -> writeDouble(parser, (DoubleVector) target, row);
      case VARCHAR -> {
        if (token == JsonToken.VALUE_STRING) {
          writeText(parser, run, (BytesVector) target, row);
        } else {
          run.writeJson(parser, (BytesVector) target, row);
        }
        yield true;
      }
      case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ ->
        token == JsonToken.VALUE_STRING
            && texts.write(target, row, ascii(parser), 0, parser.getTextLength());
      default -> {
        target.putValue(row, nested.read(parser, run, type, schema.field(column).name()));
        yield true;
      }
    };
    if (!isWritten) {
      throw mismatch(parser, run, schema.field(column).name(), type);
    }
  }

  static JsonFormatException mismatch(JsonParser parser, Run run, String column, DataType type)
      throws IOException, JsonFormatException {
    long offset = run.offset(parser);
    return new JsonFormatException(
        offset,
        "column '%s' is %s here, but its value is %s; raise %s so that its type is found from more records"
            .formatted(column, type, text(parser, run), JsonConfig.SAMPLE_BYTES.name()));
  }

  /** The beginning of the value at hand, as it is written. */
  private static String text(JsonParser parser, Run run) throws IOException, JsonFormatException {
    final int longest = 80;
    String text = run.json(parser);
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  private static boolean writeBoolean(JsonToken token, BooleanVector target, int row) {
    if (!token.isBoolean()) {
      return false;
    }
    target.put(row, token == JsonToken.VALUE_TRUE);
    return true;
  }

  private static boolean writeLong(JsonParser parser, LongVector target, int row)
      throws IOException {
    if (!isWhole(parser)) {
      return false;
    }
    target.values()[row] = parser.getLongValue();
    return true;
  }

  /** Whether the value at hand is a number that a BIGINT holds. */
  static boolean isWhole(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return false;
    }
    JsonParser.NumberType type = parser.getNumberType();
    return type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
  }

  private static boolean writeDouble(JsonParser parser, DoubleVector target, int row)
      throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return false;
    }
    target.values()[row] = parser.getDoubleValue();
    return true;
  }

  private static void writeText(JsonParser parser, Run run, BytesVector target, int row)
      throws IOException, JsonFormatException {
    char[] characters = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int count = parser.getTextLength();
    int start = target.offsets()[row];
    target.ensureDataCapacity((long) start + count);
    byte[] data = target.data();
    int seen = 0;
    for (int i = 0; i < count; i++) {
      char character = characters[from + i];
      data[start + i] = (byte) character;
      seen |= character;
    }
    if (seen < 128) {
      target.offsets()[row + 1] = start + count;
    } else {
      String text = run.wellFormed(new String(characters, from, count), parser);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      target.write(row, bytes, 0, bytes.length);
    }
  }

  /** The text at hand, a question mark for each character that is not ASCII; valid until the next call. */
  private byte[] ascii(JsonParser parser) throws IOException {
    char[] characters = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int count = parser.getTextLength();
    if (ascii.length < count) {
      ascii = new byte[count];
    }
    for (int i = 0; i < count; i++) {
      char character = characters[from + i];
      ascii[i] = character < 128 ? (byte) character : (byte) '?';
    }
    return ascii;
  }
}
