package io.sluice.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Pieces of byte arrays against {@link String}. */
final class ByteStringsTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abÿ").ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> needles() {
    return Arbitraries.strings().withChars("abÿ").ofMaxLength(5);
  }

  @Property(tries = 5_000)
  void piecesAreFoundWhereTheyFirstStand(
      @ForAll("texts") String text,
      @ForAll("needles") String needle,
      @ForAll("needles") String around) {
    byte[] bytes = bytes(around + text + around);
    int from = around.length();
    int found = ByteStrings.indexOf(
        bytes, from, from + text.length(), bytes("x" + needle), 1, needle.length());
    assertThat(found < 0 ? found : found - from).isEqualTo(text.indexOf(needle));
  }

  @Property
  void piecesAreComparedByUnsignedBytes(
      @ForAll("texts") String a, @ForAll("texts") String b, @ForAll("needles") String around) {
    byte[] first = bytes(around + a);
    byte[] second = bytes(b + around);
    int from = around.length();
    assertThat(
            Integer.signum(ByteStrings.compare(first, from, first.length, second, 0, b.length())))
        .isEqualTo(Integer.signum(a.compareTo(b)));
    if (a.length() == b.length()) {
      assertThat(ByteStrings.equal(first, from, second, 0, a.length())).isEqualTo(a.equals(b));
    }
    assertThat(ByteStrings.hash(first, from, a.length()))
        .isEqualTo(ByteStrings.hash(bytes(a), 0, a.length()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
