package io.sluice.function.text;

import static io.sluice.type.DataType.VARBINARY;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.RowFunction;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions between bytes and texts. */
public final class BinaryFunctions {
  private static final String CATEGORY = "text";

  private BinaryFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        function(
            "to_base64",
            List.of("base64"),
            "Bytes in base 64.",
            "to_base64(X'6869') is aGk=",
            VARBINARY,
            VARCHAR,
            row -> Base64.getEncoder().encodeToString(bytes(row))),
        function(
            "from_base64",
            List.of(),
            "The bytes of a text in base 64.",
            "from_base64('aGk=') is hi",
            VARCHAR,
            VARBINARY,
            row -> read("base 64", row, Base64.getDecoder()::decode)),
        function(
            "from_hex",
            List.of("unhex"),
            "The bytes of a text in hexadecimal.",
            "from_hex('6869') is hi",
            VARCHAR,
            VARBINARY,
            row -> read("hexadecimal", row, HexFormat.of()::parseHex)),
        function(
            "encode",
            List.of("to_utf8"),
            "The bytes of a text in UTF-8.",
            "encode('hi') is hi",
            VARCHAR,
            VARBINARY,
            row -> Binary.of(text(row).getBytes(StandardCharsets.UTF_8))),
        function(
            "decode",
            List.of("from_utf8"),
            "The text of bytes in UTF-8.",
            "decode(X'6869') is hi",
            VARBINARY,
            VARCHAR,
            BinaryFunctions::decode));
  }

  private static ScalarFunction function(
      String name,
      List<String> aliases,
      String sentence,
      String example,
      DataType from,
      DataType to,
      RowFunction function) {
    String parameter = from.equals(VARCHAR) ? "text" : "bytes";
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .rows(name + "(" + parameter + ")", List.of(from), to, function)
        .build();
  }

  /** Reads the bytes that a text stands for. */
  private interface Reader {
    byte[] read(String text);
  }

  private static Binary read(String form, @Nullable Object[] row, Reader reader) {
    try {
      return Binary.of(reader.read(text(row)));
    } catch (IllegalArgumentException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no text in %s".formatted(text(row), form), e);
    }
  }

  private static String decode(@Nullable Object[] row) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(row)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "%s is no text in UTF-8".formatted(row[0]), e);
    }
  }

  private static String text(@Nullable Object[] row) {
    return (String) requireNonNull(row[0]);
  }

  private static byte[] bytes(@Nullable Object[] row) {
    return ((Binary) requireNonNull(row[0])).bytes();
  }
}
