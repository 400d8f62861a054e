package io.sluice.sqllogic;

import io.sluice.sqllogic.SltConnection.SltResult;
import io.sluice.sqllogic.SltConnection.SqlFailure;
import io.sluice.sqllogic.SltRecord.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Runs the records of a file on one engine. */
final class SltRunner {
  private final Path file;
  private final SltConnection connection;
  private final List<Failure> failures = new ArrayList<>();
  private final Map<String, List<String>> labels = new HashMap<>();
  private int passed;
  private int hashThreshold;

  /**
   * @param line where the record begins
   * @param reason what is wrong, in words
   * @param isRefused whether the engine says that it cannot do this, in contrast to wrong rows and other errors
   */
  record Failure(Path file, int line, String sql, String reason, boolean isRefused) {
    @Override
    public String toString() {
      return "%s:%d: %s%n%s".formatted(file, line, reason, sql);
    }
  }

  /** How a file went. */
  record Report(int passed, List<Failure> failures) {
    Report {
      failures = List.copyOf(failures);
    }
  }

  private SltRunner(Path file, SltConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  static Report run(Path file, SltConnection connection) throws IOException {
    SltRunner runner = new SltRunner(file, connection);
    for (SltRecord record : SltParser.parse(file)) {
      if (!record.conditions().allow(connection.name())) {
        continue;
      }
      if (record instanceof SltRecord.Halt) {
        break;
      }
      runner.run(record);
    }
    return new Report(runner.passed, runner.failures);
  }

  private void run(SltRecord record) {
    if (record instanceof SltRecord.HashThreshold threshold) {
      hashThreshold = threshold.values();
    } else if (record instanceof SltRecord.Statement statement) {
      statement(statement);
    } else if (record instanceof SltRecord.Query query) {
      query(query);
    }
  }

  private void statement(SltRecord.Statement statement) {
    try {
      connection.run(statement.sql());
    } catch (SqlFailure failure) {
      if (statement.outcome() == Outcome.OK) {
        failed(statement, statement.sql(), failure.text(), connection.isRefusal(failure));
      } else if (matches(statement.error(), failure.text())) {
        passed++;
      } else {
        failed(
            statement,
            statement.sql(),
            "the error is '%s', but '%s' is expected".formatted(failure.text(), statement.error()),
            false);
      }
      return;
    }
    if (statement.outcome() == Outcome.ERROR) {
      failed(statement, statement.sql(), "an error is expected, but there is none", false);
    } else {
      passed++;
    }
  }

  /** Other engines' files hold their own messages: those are no measure, only whether there is an error. */
  private boolean matches(@Nullable String expected, String message) {
    if (expected == null || !connection.hasOwnMessages()) {
      return true;
    }
    if (message.contains(expected)) {
      return true;
    }
    try {
      return Pattern.compile(
              expected.replaceFirst("^<REGEX>:", ""), Pattern.DOTALL | Pattern.CASE_INSENSITIVE)
          .matcher(message)
          .find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private void query(SltRecord.Query query) {
    SltResult result;
    try {
      result = connection.run(query.sql());
    } catch (SqlFailure failure) {
      failed(query, query.sql(), failure.text(), connection.isRefusal(failure));
      return;
    }
    String difference =
        !query.types().isEmpty() && query.types().length() != result.types().length()
            ? "%d columns, but %d are expected"
                .formatted(result.types().length(), query.types().length())
            : SltValues.difference(query, result, hashThreshold);
    String label = query.label();
    if (difference == null && label != null) {
      List<String> values = result.values().stream().sorted().toList();
      List<String> before = labels.putIfAbsent(label, values);
      if (before != null && !before.equals(values)) {
        difference = "other rows than the query labelled '" + label + "' before";
      }
    }
    if (difference == null) {
      passed++;
    } else {
      failed(query, query.sql(), difference, false);
    }
  }

  private void failed(SltRecord record, String sql, String reason, boolean isRefused) {
    failures.add(new Failure(file, record.line(), sql, reason, isRefused));
  }
}
