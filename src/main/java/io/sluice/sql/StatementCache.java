package io.sluice.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;

/** The queries of the texts that were parsed lately. A text with other statements is not kept: it is likely to be wanted once. Thread-safe. */
final class StatementCache {
  /** Longer texts are likely to be wanted once. */
  private static final int MAX_TEXT_LENGTH = 16 << 10;

  private final Cache<String, List<Statement>> texts;

  /**
   * An empty cache.
   *
   * @param maxTexts how many are kept
   */
  StatementCache(long maxTexts) {
    texts = Caffeine.newBuilder().maximumSize(maxTexts).executor(Runnable::run).build();
  }

  Optional<List<Statement>> find(String text) {
    return Optional.ofNullable(texts.getIfPresent(text));
  }

  void keep(String text, List<Statement> statements) {
    boolean isQueries = statements.stream().allMatch(Statement.Query.class::isInstance);
    if (isQueries && text.length() <= MAX_TEXT_LENGTH) {
      texts.put(text, List.copyOf(statements));
    }
  }
}
