package io.sluice.cli.query;

import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.SqlToken;
import io.sluice.sql.parser.SqlTokens;
import io.sluice.type.DataType;
import io.sluice.type.ValueText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a session have set, as statements: for servers to which each text is a session of its own, and which therefore get them again before each
 * text. Outlives connections. Not thread-safe.
 */
public final class SessionStatements {
  private static final String OPTION = "option ";
  private static final String VARIABLE = "variable ";
  private static final String PREPARED = "prepared ";
  private static final String SCHEMA = "schema";

  /** By what they set, in the order in which that was set last. */
  private final Map<String, String> statements = new LinkedHashMap<>();

  /** All of it, a statement a line or more; empty when nothing is set. */
  String prologue() {
    StringBuilder text = new StringBuilder();
    statements.values().forEach(statement -> text.append(statement).append(";\n"));
    return text.toString();
  }

  /** An error of a text behind a prologue, with its position in the text alone. */
  static SluiceException located(SluiceException failure, String prologue) {
    Position position = failure.position();
    if (position == null || prologue.isEmpty()) {
      return failure;
    }
    int lines = (int) prologue.chars().filter(c -> c == '\n').count();
    if (position.line() > lines) {
      return failure.at(new Position(position.line() - lines, position.column()));
    }
    return new SluiceException(
        failure.code(),
        "What this session has set does not work here: " + failure.getMessage(),
        failure);
  }

  /** The variable that a statement sets to the value of an expression. */
  static Optional<String> variableSet(String statement) {
    List<String> words = words(statement);
    return isWord(words, 0, "SET") && isWord(words, 1, "VARIABLE") && words.size() > 2
        ? Optional.of(unquoted(words.get(2)))
        : Optional.empty();
  }

  /** Keeps the value that a variable has got, so that its expression is not computed again. */
  void variable(String statement, String name, DataType type, @Nullable Object value) {
    String literal =
        value == null ? "NULL" : "'" + ValueText.format(type, value).replace("'", "''") + "'";
    String kept = switch (type.kind()) {
      // Their texts are no literals.
      case ARRAY, MAP, ROW, VARBINARY, INTERVAL -> statement;
      default -> "SET VARIABLE %s = CAST(%s AS %s)".formatted(quoted(name), literal, type);
    };
    put(VARIABLE + name.toLowerCase(Locale.ROOT), kept);
  }

  /** Takes note of statements that have succeeded. */
  void succeeded(String sql) {
    for (SqlTokens.Part part : SqlTokens.of(sql).statements()) {
      take(sql.substring(part.start(), part.end()));
    }
  }

  private void take(String statement) {
    List<String> words = words(statement);
    if (isWord(words, 0, "USE")) {
      put(SCHEMA, statement);
    } else if (isWord(words, 0, "PREPARE") && words.size() > 1) {
      put(PREPARED + name(words.get(1)), statement);
    } else if (isWord(words, 0, "DEALLOCATE")) {
      deallocate(words);
    } else if (isWord(words, 0, "SET") && isWord(words, 1, "VARIABLE")) {
      // Its value is told by variable().
    } else if (isWord(words, 0, "RESET") && isWord(words, 1, "VARIABLE") && words.size() > 2) {
      statements.remove(VARIABLE + name(words.get(2)));
    } else if (isWord(words, 0, "RESET") && isWord(words, 1, "ALL")) {
      statements.keySet().removeIf(key -> key.startsWith(OPTION));
    } else if (isWord(words, 0, "SET") || isWord(words, 0, "RESET") || isWord(words, 0, "PRAGMA")) {
      // RESET stays in the list, as an option may have several names.
      put(OPTION + option(words), statement);
    }
  }

  private void deallocate(List<String> words) {
    int at = isWord(words, 1, "PREPARE") ? 2 : 1;
    if (isWord(words, at, "ALL")) {
      statements.keySet().removeIf(key -> key.startsWith(PREPARED));
    } else if (words.size() > at) {
      statements.remove(PREPARED + name(words.get(at)));
    }
  }

  private static String option(List<String> words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.subList(1, words.size())) {
      if (word.equals("=") || word.equalsIgnoreCase("TO") || word.startsWith("'")) {
        break;
      }
      name.append(name(word)).append(' ');
    }
    return name.toString();
  }

  private void put(String key, String statement) {
    statements.remove(key);
    statements.put(key, statement);
  }

  private static List<String> words(String statement) {
    return SqlTokens.of(statement).tokens().stream()
        .filter(token -> token.kind() != SqlToken.Kind.COMMENT)
        .map(token -> token.in(statement))
        .toList();
  }

  private static boolean isWord(List<String> words, int index, String word) {
    return index < words.size() && words.get(index).equalsIgnoreCase(word);
  }

  private static String name(String word) {
    return unquoted(word).toLowerCase(Locale.ROOT);
  }

  private static String unquoted(String word) {
    return word.startsWith("\"") && word.endsWith("\"") && word.length() > 1
        ? word.substring(1, word.length() - 1).replace("\"\"", "\"")
        : word;
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
