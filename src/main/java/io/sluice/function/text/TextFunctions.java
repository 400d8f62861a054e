package io.sluice.function.text;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that take texts apart and put them together. Places count code points from 1. */
public final class TextFunctions {
  private static final String CATEGORY = "text";
  private static final List<DataType> TEXT = List.of(VARCHAR);
  private static final List<DataType> TWO_TEXTS = List.of(VARCHAR, VARCHAR);
  private static final List<DataType> TEXT_AND_COUNT = List.of(VARCHAR, BIGINT);

  private TextFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "reverse")
            .says("The code points in reverse order.", "reverse('abc') is cba")
            .rows("reverse(text)", TEXT, VARCHAR, row -> Texts.reverse(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "left")
            .says(
                "The first code points; with a negative count all but the last ones.",
                "left('hello', 2) is he")
            .rows(
                "left(text, count)",
                TEXT_AND_COUNT,
                VARCHAR,
                row -> Texts.left(text(row, 0), number(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "overlay")
            .says(
                "The text with a part replaced, as long as the replacement where no count is given: overlay(text PLACING replacement FROM start FOR count).",
                "overlay('hello' PLACING 'XX' FROM 2 FOR 3) is hXXo")
            .rows(
                "overlay(text, replacement, start)",
                List.of(VARCHAR, VARCHAR, BIGINT),
                VARCHAR,
                row -> Texts.overlay(
                    text(row, 0), text(row, 1), number(row, 2), Texts.length(text(row, 1))))
            .rows(
                "overlay(text, replacement, start, count)",
                List.of(VARCHAR, VARCHAR, BIGINT, BIGINT),
                VARCHAR,
                row -> Texts.overlay(text(row, 0), text(row, 1), number(row, 2), number(row, 3)))
            .build(),
        ScalarDefinition.named(CATEGORY, "text_slice")
            .says(
                "The code points from one place to another, both included; negative places count from the end: text[first:last].",
                "text_slice('hello', 2, -2) is ell")
            .rows(
                "text_slice(text, first, last)",
                List.of(VARCHAR, BIGINT, BIGINT),
                VARCHAR,
                row -> Texts.range(text(row, 0), number(row, 1), number(row, 2)))
            .build(),
        ScalarDefinition.named(CATEGORY, "right")
            .says(
                "The last code points; with a negative count all but the first ones.",
                "right('hello', 2) is lo")
            .rows(
                "right(text, count)",
                TEXT_AND_COUNT,
                VARCHAR,
                row -> Texts.right(text(row, 0), number(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "repeat")
            .says(
                "The text, or the elements of an array, several times.",
                "repeat('ab', 3) is ababab")
            .rows(
                "repeat(text, count)",
                TEXT_AND_COUNT,
                VARCHAR,
                row -> Texts.repeat(text(row, 0), number(row, 1)))
            .form("repeat(array, count)", ArrayRepetition::implementation)
            .build(),
        ScalarDefinition.named(CATEGORY, "lpad")
            .says("The text, filled up on the left or cut to a length.", "lpad('7', 3, '0') is 007")
            .rows(
                "lpad(text, length)",
                TEXT_AND_COUNT,
                VARCHAR,
                row -> Texts.pad(text(row, 0), number(row, 1), " ", true))
            .rows(
                "lpad(text, length, fill)",
                List.of(VARCHAR, BIGINT, VARCHAR),
                VARCHAR,
                row -> Texts.pad(text(row, 0), number(row, 1), text(row, 2), true))
            .build(),
        ScalarDefinition.named(CATEGORY, "rpad")
            .says(
                "The text, filled up on the right or cut to a length.", "rpad('7', 3, '-') is 7--")
            .rows(
                "rpad(text, length)",
                TEXT_AND_COUNT,
                VARCHAR,
                row -> Texts.pad(text(row, 0), number(row, 1), " ", false))
            .rows(
                "rpad(text, length, fill)",
                List.of(VARCHAR, BIGINT, VARCHAR),
                VARCHAR,
                row -> Texts.pad(text(row, 0), number(row, 1), text(row, 2), false))
            .build(),
        ScalarDefinition.named(CATEGORY, "ltrim")
            .says(
                "The text without blanks, or some characters, at its beginning.",
                "ltrim('xxa', 'x') is a")
            .rows("ltrim(text)", TEXT, VARCHAR, row -> Texts.trim(text(row, 0), " ", true, false))
            .rows(
                "ltrim(text, characters)",
                TWO_TEXTS,
                VARCHAR,
                row -> Texts.trim(text(row, 0), text(row, 1), true, false))
            .build(),
        ScalarDefinition.named(CATEGORY, "rtrim")
            .says(
                "The text without blanks, or some characters, at its end.",
                "rtrim('axx', 'x') is a")
            .rows("rtrim(text)", TEXT, VARCHAR, row -> Texts.trim(text(row, 0), " ", false, true))
            .rows(
                "rtrim(text, characters)",
                TWO_TEXTS,
                VARCHAR,
                row -> Texts.trim(text(row, 0), text(row, 1), false, true))
            .build(),
        ScalarDefinition.named(CATEGORY, "btrim")
            .says(
                "The text without blanks, or some characters, at both ends.",
                "btrim('xax', 'x') is a")
            .rows("btrim(text)", TEXT, VARCHAR, row -> Texts.trim(text(row, 0), " ", true, true))
            .rows(
                "btrim(text, characters)",
                TWO_TEXTS,
                VARCHAR,
                row -> Texts.trim(text(row, 0), text(row, 1), true, true))
            .build(),
        ScalarDefinition.named(CATEGORY, "split_part")
            .says(
                "One of the parts between separators, from 1; from the end when negative; empty when there is none.",
                "split_part('a,b,c', ',', 2) is b")
            .rows(
                "split_part(text, separator, index)",
                List.of(VARCHAR, VARCHAR, BIGINT),
                VARCHAR,
                row -> Texts.splitPart(text(row, 0), text(row, 1), number(row, 2)))
            .build(),
        ScalarDefinition.named(CATEGORY, "strpos", "instr")
            .says(
                "Where a text is first found in another, 0 when it is not.",
                "strpos('hello', 'l') is 3")
            .rows(
                "strpos(text, search)",
                TWO_TEXTS,
                BIGINT,
                row -> Texts.position(text(row, 0), text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "starts_with", "prefix", "startswith")
            .says("Whether a text begins with another.", "starts_with('hello', 'he') is true")
            .rows(
                "starts_with(text, prefix)",
                TWO_TEXTS,
                BOOLEAN,
                row -> text(row, 0).startsWith(text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "ends_with", "suffix", "endswith")
            .says("Whether a text ends with another.", "ends_with('hello', 'lo') is true")
            .rows(
                "ends_with(text, suffix)",
                TWO_TEXTS,
                BOOLEAN,
                row -> text(row, 0).endsWith(text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "contains")
            .says("Whether a text holds another.", "contains('hello', 'ell') is true")
            .rows(
                "contains(text, search)",
                TWO_TEXTS,
                BOOLEAN,
                row -> text(row, 0).contains(text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "ascii")
            .says("The number of the first code point, 0 of an empty text.", "ascii('a') is 97")
            .rows("ascii(text)", TEXT, DataType.INTEGER, row -> Texts.codePoint(text(row, 0), 0))
            .build(),
        ScalarDefinition.named(CATEGORY, "unicode", "ord")
            .says("The number of the first code point, -1 of an empty text.", "unicode('é') is 233")
            .rows("unicode(text)", TEXT, DataType.INTEGER, row -> Texts.codePoint(text(row, 0), -1))
            .build(),
        ScalarDefinition.named(CATEGORY, "chr")
            .says("The text of one code point.", "chr(97) is a")
            .rows("chr(number)", List.of(BIGINT), VARCHAR, row -> Texts.character(number(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "initcap")
            .says(
                "Each word with a capital letter, the rest small.",
                "initcap('hello world') is Hello World")
            .rows("initcap(text)", TEXT, VARCHAR, row -> Texts.capitalize(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "translate", "translate3")
            .says(
                "Each character of one list replaced by that at the same place of another, or left out.",
                "translate('abc', 'ab', 'x') is xc")
            .rows(
                "translate(text, from, to)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                VARCHAR,
                row -> Texts.translate(text(row, 0), text(row, 1), text(row, 2)))
            .build(),
        ScalarDefinition.named(CATEGORY, "concat_ws")
            .says(
                "The values that are not NULL with a separator between them.",
                "concat_ws('-', 'a', NULL, 'b') is a-b")
            .form("concat_ws(separator, value, ...)", Texts::joining)
            .build(),
        ScalarDefinition.named(CATEGORY, "octet_length", "strlen")
            .says("The number of bytes in UTF-8.", "octet_length('é') is 2")
            .rows("octet_length(text)", TEXT, BIGINT, row ->
                (long) text(row, 0).getBytes(StandardCharsets.UTF_8).length)
            .build(),
        ScalarDefinition.named(CATEGORY, "bit_length")
            .says("The number of bits in UTF-8.", "bit_length('a') is 8")
            .rows(
                "bit_length(text)",
                TEXT,
                BIGINT,
                row -> 8L * text(row, 0).getBytes(StandardCharsets.UTF_8).length)
            .build(),
        ScalarDefinition.named(CATEGORY, "levenshtein", "levenshtein_distance", "editdist3")
            .says(
                "How many code points must be inserted, removed or replaced to make one text the other.",
                "levenshtein('duck', 'dark') is 2")
            .rows(
                "levenshtein(text, text)",
                TWO_TEXTS,
                BIGINT,
                row -> Texts.levenshtein(text(row, 0), text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "hamming", "hamming_distance", "mismatches")
            .says(
                "At how many places two texts of one length differ.",
                "hamming('duck', 'luck') is 1")
            .rows(
                "hamming(text, text)",
                TWO_TEXTS,
                BIGINT,
                row -> Texts.hamming(text(row, 0), text(row, 1)))
            .build(),
        ScalarDefinition.named(CATEGORY, "strip_accents")
            .says("The text without accents.", "strip_accents('mühleisen') is muhleisen")
            .rows("strip_accents(text)", TEXT, VARCHAR, row -> Texts.stripAccents(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "nfc_normalize", "normalize")
            .says("The text in Unicode's normal form C.", "")
            .rows("nfc_normalize(text)", TEXT, VARCHAR, row -> Texts.normalize(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "md5")
            .says("The MD5 digest in hexadecimal.", "")
            .rows("md5(text)", TEXT, VARCHAR, row -> Texts.digest("MD5", text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "sha1")
            .says("The SHA-1 digest in hexadecimal.", "")
            .rows("sha1(text)", TEXT, VARCHAR, row -> Texts.digest("SHA-1", text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "sha256")
            .says("The SHA-256 digest in hexadecimal.", "")
            .rows("sha256(text)", TEXT, VARCHAR, row -> Texts.digest("SHA-256", text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "hex", "to_hex")
            .says("The UTF-8 bytes, or the number, in hexadecimal.", "hex('ab') is 6162")
            .rows("hex(text)", TEXT, VARCHAR, row -> Texts.hex(text(row, 0)))
            .rows(
                "hex(integer)",
                List.of(BIGINT),
                VARCHAR,
                row -> Long.toHexString(number(row, 0)).toUpperCase(Locale.ROOT))
            .build(),
        ScalarDefinition.named(CATEGORY, "url_encode")
            .says("The text as a part of a URL.", "url_encode('a b') is a%20b")
            .rows("url_encode(text)", TEXT, VARCHAR, row -> Texts.urlEncode(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "url_decode")
            .says("The text of a part of a URL.", "url_decode('a%20b') is a b")
            .rows("url_decode(text)", TEXT, VARCHAR, row -> Texts.urlDecode(text(row, 0)))
            .build());
  }

  private static String text(@Nullable Object[] row, int index) {
    return (String) requireNonNull(row[index]);
  }

  private static long number(@Nullable Object[] row, int index) {
    return (Long) requireNonNull(row[index]);
  }
}
