package io.sluice.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {
  private static List<String> described(String sql) {
    return SqlTokens.of(sql).tokens().stream()
        .map(token -> token.kind() + " " + token.in(sql))
        .toList();
  }

  private static List<String> statements(String sql) {
    return SqlTokens.of(sql).statements().stream()
        .map(part -> sql.substring(part.start(), part.end()))
        .toList();
  }

  @Test
  void eachTokenHasItsKindAndPlace() {
    assertThat(described("SELECT a1, \"B c\" ,\t1.5e3 /* x\n*/ FROM 't''x.csv' -- end\n; {"))
        .containsExactly(
            "KEYWORD SELECT",
            "NAME a1",
            "SYMBOL ,",
            "QUOTED_NAME \"B c\"",
            "SYMBOL ,",
            "NUMBER 1.5e3",
            "COMMENT /* x\n*/",
            "KEYWORD FROM",
            "STRING 't''x.csv'",
            "COMMENT -- end\n",
            "SEMICOLON ;",
            "SYMBOL {");
  }

  @Test
  void linesMayEndInAnyWay() {
    assertThat(described("SELECT\r\n x,\r b,\n\ty"))
        .containsExactly("KEYWORD SELECT", "NAME x", "SYMBOL ,", "NAME b", "SYMBOL ,", "NAME y");
  }

  @Test
  void statementsAreDividedBySemicolonsOutsideOfQuotesAndComments() {
    assertThat(statements("""
        SELECT ';' AS ";" /* ; */ -- ;
        ; ;
        -- nothing but a comment ;
        ;SELECT $$ ; ' $$; SELECT 2 -- the last"""))
        .containsExactly("SELECT ';' AS \";\"", "SELECT $$ ; ' $$", "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;",
        "SELECT \"a;",
        "SELECT /* a;",
        "SELECT $$ a;",
        "SELECT E'a;",
        "SELECT X'ab;",
        "SELECT 1; SELECT '"
      })
  void aTextWithoutTheEndOfAQuoteIsOpen(String sql) {
    SqlTokens tokens = SqlTokens.of(sql);

    assertThat(tokens.isOpen()).isTrue();
    assertThat(tokens.isComplete()).isFalse();
    assertThat(tokens.tokens().get(tokens.tokens().size() - 1).end()).isEqualTo(sql.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "-- only", "/* only */", "SELECT 1;", "SELECT 1; -- x", "SELECT $1;"})
  void aTextIsCompleteWhenEachStatementHasItsEnd(String sql) {
    assertThat(SqlTokens.of(sql).isComplete()).isTrue();
  }

  @Test
  void aCharacterThatSqlHasNoUseForDoesNotHideTheRest() {
    assertThat(described("SELECT \u0001 b;"))
        .containsExactly("KEYWORD SELECT", "UNKNOWN \u0001", "NAME b", "SEMICOLON ;");
  }

  /** Every text of the documentation has as many statements as the parser finds. */
  @Test
  void theParserFindsTheSameStatements() throws IOException {
    int compared = 0;
    for (String text : texts()) {
      int parsed;
      try {
        parsed = StatementParser.parse(text).size();
      } catch (SluiceException noText) {
        continue;
      }
      assertThat(SqlTokens.of(text).statements()).as(text).hasSize(parsed);
      compared++;
    }
    assertThat(compared).isGreaterThan(10);
  }

  /** Whatever is typed has tokens that stand in order and leave out nothing but white space. */
  @Test
  void everyPartOfATextHasTokens() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> texts = texts();
    for (int i = 0; i < 2_000; i++) {
      String text = texts.get(random.nextInt(texts.size()));
      int from = random.nextInt(text.length());
      String piece = text.substring(from, Math.min(text.length(), from + random.nextInt(80)));
      SqlTokens tokens = SqlTokens.of(piece);
      int end = 0;
      for (SqlToken token : tokens.tokens()) {
        assertThat(piece.substring(end, token.start()))
            .as("seed %d: %s", seed, piece)
            .isBlank();
        assertThat(token.end()).as("seed %d: %s", seed, piece).isGreaterThan(token.start());
        end = token.end();
      }
      assertThat(piece.substring(end)).as("seed %d: %s", seed, piece).isBlank();
    }
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        String[] parts = Files.readString(file).split("```sql\n|```\n");
        for (String part : parts) {
          if (!part.isBlank()) {
            texts.add(part);
          }
        }
      }
    }
    return texts;
  }

  @Test
  void keywordsAreThoseOfTheGrammar() {
    assertThat(SqlTokens.keywords())
        .contains("SELECT", "SUMMARIZE", "QUALIFY", "MATERIALIZED")
        .isSorted()
        .doesNotContain("IDENTIFIER");
  }
}
