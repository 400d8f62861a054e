package io.sluice.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compiled LIKE patterns against regular expressions. */
final class LikePatternTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").withChars('ü').ofMaxLength(10);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab%_").withChars('ü').ofMaxLength(8);
  }

  @Property(tries = 5_000)
  void patternsMatchAsRegularExpressionsDo(
      @ForAll("texts") String text, @ForAll("patterns") String pattern) {
    String regex = pattern.replace("%", ".*").replace('_', '.');
    byte[] bytes = ("ab" + text + "ba").getBytes(StandardCharsets.UTF_8);
    assertThat(LikePattern.compile(pattern, "").matches(bytes, 2, bytes.length - 2))
        .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
  }

  @Example
  void anEscapedCharacterStandsForItself() {
    assertThat(matches("10!%", "!", "10%")).isTrue();
    assertThat(matches("10!%", "!", "100")).isFalse();
    assertThat(matches("a!_!!%", "!", "a_!x")).isTrue();
    assertThat(matches("!%%!%", "!", "%%")).isTrue();
  }

  @Example
  void onePlaceIsOneCodePoint() {
    assertThat(matches("_", "", "😀")).isTrue();
    assertThat(matches("__", "", "😀")).isFalse();
    assertThat(matches("%_a", "", "😀a")).isTrue();
  }

  @Example
  void anEscapeThatEndsThePatternIsRefused() {
    assertRefused("abc!", "!");
  }

  @Example
  void aLongEscapeIsRefused() {
    assertRefused("abc", "!!");
  }

  private static void assertRefused(String pattern, String escape) {
    assertThatThrownBy(() -> LikePattern.compile(pattern, escape))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  private static boolean matches(String pattern, String escape, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LikePattern.compile(pattern, escape).matches(bytes, 0, bytes.length);
  }
}
