package io.sluice.cli.shell;

import io.sluice.cli.print.ResultFormat;
import io.sluice.sql.parser.SqlToken;
import io.sluice.sql.parser.SqlTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what may stand at the cursor: commands, keywords, functions, tables, columns, files. For the thread of the line editor. */
final class SqlCompleter implements Completer {
  private static final Set<String> BEFORE_TABLES = Set.of(
      "FROM",
      "JOIN",
      "INTO",
      "UPDATE",
      "TABLE",
      "DESCRIBE",
      "DESC",
      "SUMMARIZE",
      "ANALYZE",
      "VIEW",
      "ON",
      "FOR");

  private static final Set<String> BEFORE_SCHEMAS = Set.of("USE", "SCHEMA");

  private final CatalogNames names;
  private final List<String> commands;
  private final List<String> keywords = SqlTokens.keywords();

  SqlCompleter(CatalogNames names, List<String> commands) {
    this.names = names;
    this.commands = commands;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor());
    if (before.stripLeading().startsWith("\\")) {
      completeCommand(before.stripLeading(), line.word(), candidates);
    } else {
      completeSql(before, line.word(), candidates);
    }
  }

  private void completeCommand(String before, String word, List<Candidate> candidates) {
    String[] words = before.split("\\s+", 2);
    if (words.length == 1) {
      offer(commands, word, candidates);
      return;
    }
    switch (words[0]) {
      case "\\i", "\\o" -> offerFiles(words[1], word, candidates);
      case "\\format" -> offer(ResultFormat.texts(), word, candidates);
      case "\\h" -> offer(StatementSyntax.names(), word.toUpperCase(Locale.ROOT), candidates);
      case "\\x", "\\timing", "\\pager" -> offer(List.of("on", "off"), word, candidates);
      case "\\d", "\\dt", "\\dv" -> offerTables(path(words[1], word), word, candidates);
      default -> {}
    }
  }

  private void completeSql(String before, String word, List<Candidate> candidates) {
    SqlTokens text = SqlTokens.of(before);
    List<SqlToken> tokens = text.tokens();
    SqlToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (last != null && text.isOpen()) {
      if (last.kind() == SqlToken.Kind.STRING) {
        offerFiles(before.substring(last.start() + 1), word, candidates);
      }
      return;
    }
    int statementStart = statementStart(tokens);
    List<String> path = path(before, word);
    String keyword = keywordBefore(before, tokens, before.length() - word.length(), path.size());
    if (BEFORE_SCHEMAS.contains(keyword)) {
      offerOpen(path.isEmpty() ? names.catalogs() : names.schemas(path.get(0)), word, candidates);
      offerOpen(path.isEmpty() ? names.schemas() : List.of(), word, candidates);
    } else if (BEFORE_TABLES.contains(keyword)) {
      offerTables(path, word, candidates);
    } else if (!path.isEmpty()) {
      offerColumnsOf(path, before.substring(statementStart), word, candidates);
    } else {
      offerWords(before.substring(statementStart), word, candidates);
    }
  }

  private static int statementStart(List<SqlToken> tokens) {
    int start = 0;
    for (SqlToken token : tokens) {
      start = token.kind() == SqlToken.Kind.SEMICOLON ? token.end() : start;
    }
    return start;
  }

  /** The names before the word that end in a point. */
  private static List<String> path(String before, String word) {
    List<String> path = new ArrayList<>();
    int end = before.length() - word.length();
    while (end > 0 && before.charAt(end - 1) == '.') {
      int start = end - 1;
      if (start > 0 && before.charAt(start - 1) == '"') {
        start = before.lastIndexOf('"', start - 2);
      } else {
        while (start > 0
            && (Character.isLetterOrDigit(before.charAt(start - 1))
                || before.charAt(start - 1) == '_')) {
          start--;
        }
      }
      if (start < 0 || start == end - 1) {
        break;
      }
      path.add(0, before.substring(start, end - 1).replace("\"", ""));
      end = start;
    }
    return path;
  }

  /** The last word in front of a path, in capitals; a comma stands for what is before the list. */
  private static String keywordBefore(
      String text, List<SqlToken> tokens, int wordStart, int pathSize) {
    int index = tokens.size() - 1;
    while (index >= 0 && tokens.get(index).end() > wordStart) {
      index--;
    }
    index -= 2 * pathSize;
    return index < 0 ? "" : tokens.get(index).in(text).toUpperCase(Locale.ROOT);
  }

  private void offerTables(List<String> path, String word, List<Candidate> candidates) {
    if (path.isEmpty()) {
      offer(names.tables(), word, candidates);
      offerOpen(names.schemas(), word, candidates);
      offerOpen(names.catalogs(), word, candidates);
    } else {
      offer(names.tables(path), word, candidates);
      if (path.size() == 1) {
        offerOpen(names.schemas(path.get(0)), word, candidates);
      }
    }
  }

  /** Columns of a table, by its name or its alias in the statement. */
  private void offerColumnsOf(
      List<String> path, String statement, String word, List<Candidate> candidates) {
    offer(names.columns(path), word, candidates);
    offer(names.tables(path), word, candidates);
    if (path.size() == 1) {
      for (Reference table : references(statement)) {
        if (table.alias().equalsIgnoreCase(path.get(0))) {
          offer(names.columns(table.path()), word, candidates);
        }
      }
      offerOpen(names.schemas(path.get(0)), word, candidates);
    }
  }

  private void offerWords(String statement, String word, List<Candidate> candidates) {
    boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
    for (Reference table : references(statement)) {
      offer(names.columns(table.path()), word, candidates);
    }
    offer(
        isLower
            ? keywords.stream().map(keyword -> keyword.toLowerCase(Locale.ROOT)).toList()
            : keywords,
        word,
        candidates);
    if (!word.isEmpty()) {
      offer(names.functions(), word, candidates);
    }
  }

  /** A table that a statement names, and what it is called there. */
  private record Reference(List<String> path, String alias) {}

  private static List<Reference> references(String statement) {
    List<Reference> references = new ArrayList<>();
    List<SqlToken> tokens = SqlTokens.of(statement).tokens();
    for (int i = 0; i < tokens.size(); i++) {
      String keyword = tokens.get(i).in(statement).toUpperCase(Locale.ROOT);
      if (!Set.of("FROM", "JOIN", "UPDATE", "INTO").contains(keyword)) {
        continue;
      }
      List<String> path = new ArrayList<>();
      int next = i + 1;
      while (next < tokens.size() && isName(tokens.get(next))) {
        path.add(tokens.get(next).in(statement).replace("\"", ""));
        next++;
        if (next >= tokens.size() || !tokens.get(next).in(statement).equals(".")) {
          break;
        }
        next++;
      }
      if (path.isEmpty()) {
        continue;
      }
      boolean isNamed =
          next < tokens.size() && tokens.get(next).in(statement).equalsIgnoreCase("AS");
      next += isNamed ? 1 : 0;
      // Many words of the grammar are names, too; behind AS each is.
      boolean hasAlias = next < tokens.size()
          && (tokens.get(next).kind() == SqlToken.Kind.NAME
              || (isNamed && isName(tokens.get(next))));
      String alias = hasAlias ? tokens.get(next).in(statement) : path.get(path.size() - 1);
      references.add(new Reference(path, alias));
    }
    return references;
  }

  private static boolean isName(SqlToken token) {
    return token.kind() == SqlToken.Kind.NAME
        || token.kind() == SqlToken.Kind.QUOTED_NAME
        || token.kind() == SqlToken.Kind.KEYWORD;
  }

  private static void offer(Collection<String> texts, String word, List<Candidate> candidates) {
    offer(texts, word, candidates, true);
  }

  /** Names that mostly go on with a point. */
  private static void offerOpen(Collection<String> texts, String word, List<Candidate> candidates) {
    offer(texts, word, candidates, false);
  }

  /** @param isWhole whether a blank follows when there is but one */
  private static void offer(
      Collection<String> texts, String word, List<Candidate> candidates, boolean isWhole) {
    Predicate<String> begins =
        text -> text.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
    for (String text : new TreeSet<>(texts)) {
      if (begins.test(text)) {
        candidates.add(new Candidate(text, text, null, null, null, null, isWhole));
      }
    }
  }

  /** Files whose path begins as what was typed; only the part behind its last separator of words is replaced. */
  private static void offerFiles(String typed, String word, List<Candidate> candidates) {
    List<String> paths = FileNames.beginningWith(typed);
    int kept = typed.length() - word.length();
    for (String path : paths) {
      if (path.length() >= kept) {
        String text = path.substring(kept);
        candidates.add(new Candidate(text, path, null, null, null, null, false));
      }
    }
  }
}
