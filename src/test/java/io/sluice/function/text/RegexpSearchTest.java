package io.sluice.function.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.sluice.column.BytesVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.function.regexp.BytePattern;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search in bytes beside the one in characters, over made-up patterns and texts. */
class RegexpSearchTest {
  private static final List<String> ATOMS = List.of(
      "a", "b", "c", "ab", "é", "日", ".", "[ab]", "[^a]", "[^b/]", "[a-c]", "[]x]", "[-b]", "\\d",
      "\\w", "\\S", "\\.", "/", "\\/", "1", "\\n", "^", "$");
  private static final List<String> REPEATS = List.of("", "", "", "?", "*", "+", "??", "*?", "+?");
  private static final List<String> PIECES =
      List.of("a", "b", "c", "ab", "aab", "é", "日", "/", "1", ".", "\n", "x", "-", "]");

  @Property(tries = 1000)
  void bytesMatchAsCharactersDo(@ForAll long seed) {
    Random random = new Random(seed);
    String pattern = pattern(random, 3);
    boolean isPointAnything = random.nextBoolean();
    Optional<BytePattern> compiled = BytePattern.compile(pattern, isPointAnything);
    if (compiled.isEmpty()) {
      return;
    }
    ByteSearch bytes = new ByteSearch(compiled.get());
    TextSearch characters =
        new TextSearch(Pattern.compile(pattern, isPointAnything ? Pattern.DOTALL : 0));
    for (int i = 0; i < 8; i++) {
      String text = text(random);
      assertSame(bytes, characters, text, pattern, RegexpSearch::matches);
      assertSame(bytes, characters, text, pattern, RegexpSearch::contains);
      assertSame(bytes, characters, text, pattern, RegexpSearch::count);
      for (int group = 0; group <= compiled.get().groupCount(); group++) {
        int number = group;
        assertSame(
            bytes,
            characters,
            text,
            pattern,
            search -> written(output -> search.extract(number, output)));
      }
      boolean isAll = random.nextBoolean();
      assertSame(
          bytes,
          characters,
          text,
          pattern,
          search -> written(output -> search.replace("<\\0|\\1\\\\é\\9>", isAll, output)));
    }
  }

  private interface Writing {
    void to(BytesOutput output);
  }

  private static String written(Writing writing) {
    BytesVector vector = new BytesVector(DataType.VARCHAR, 1);
    BytesOutput output = new BytesOutput(vector);
    output.begin(0);
    writing.to(output);
    output.end();
    vector.setLength(1);
    return vector.string(0);
  }

  private static void assertSame(
      RegexpSearch bytes,
      RegexpSearch characters,
      String text,
      String pattern,
      Function<RegexpSearch, Object> result) {
    byte[] encoded = ("b" + text + "a").getBytes(StandardCharsets.UTF_8);
    bytes.reset(encoded, 1, encoded.length - 1);
    characters.reset(encoded, 1, encoded.length - 1);
    assertThat(result.apply(bytes))
        .as("'%s' in '%s'", pattern, text)
        .isEqualTo(result.apply(characters));
  }

  private static String pattern(Random random, int depth) {
    StringBuilder pattern = new StringBuilder();
    int parts = random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      String part = ATOMS.get(random.nextInt(ATOMS.size()));
      if (depth > 0 && random.nextInt(3) == 0) {
        part = (random.nextBoolean() ? "(" : "(?:") + pattern(random, depth - 1) + ")";
      }
      pattern.append(part).append(REPEATS.get(random.nextInt(REPEATS.size())));
      if (random.nextInt(6) == 0) {
        pattern.append('|');
      }
    }
    return pattern.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^https?://(?:www\\.)?([^/]+)/.*$", "[a-z]+@[a-z.]+", "(a|b)+c", "é+", "a|", ""})
  void simplePatternsAreSearchedInBytes(String pattern) {
    assertThat(BytePattern.compile(pattern, false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{2}",
        "{",
        "(?i)a",
        "(?P<n>a)",
        "\\bword",
        "[[:alpha:]]",
        "[é]",
        "\\pL",
        "a**",
        "(a*)*",
        "(",
        ")",
        "[",
        "[b-a]",
        "\\",
        "*",
        "a|*",
        "\\1",
        "\\Qa\\E",
        "\\x41",
        "[a-\\d]"
      })
  void othersAreNot(String pattern) {
    assertThat(BytePattern.compile(pattern, false)).isEmpty();
  }

  /** Characters beyond 16 bits, which the search in characters may divide. */
  @Test
  void emptyMatchesAreBetweenWholeCharacters() {
    ByteSearch search = new ByteSearch(BytePattern.compile("x*", false).orElseThrow());
    byte[] text = "a😀".getBytes(StandardCharsets.UTF_8);
    search.reset(text, 0, text.length);
    assertThat(search.count()).isEqualTo(3);
    search.reset(text, 0, text.length);
    assertThat(written(output -> search.replace("-", true, output))).isEqualTo("-a-😀-");
  }

  @Test
  void aTextThatWouldTakeTooMuchMemoryIsLeftToTheOther() {
    ByteSearch search = new ByteSearch(BytePattern.compile("(a|b)*c", false).orElseThrow());
    assertThat(search.canSearch(1000)).isTrue();
    assertThat(search.canSearch(1_000_000)).isFalse();
  }
}
