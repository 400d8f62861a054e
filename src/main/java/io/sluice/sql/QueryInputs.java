package io.sluice.sql;

import io.sluice.config.RandomSource;
import io.sluice.sql.dialect.CurrentTime;
import io.sluice.sql.table.CatalogReads;

/** What the planning of one statement reads beside the statement and its session. Belongs to one thread. */
final class QueryInputs {
  private final CatalogReads catalogs;
  private final CurrentTime time;
  private final RandomSource random;
  private boolean isRandom;

  QueryInputs(CatalogReads catalogs, CurrentTime time, RandomSource random) {
    this.catalogs = catalogs;
    this.time = time;
    this.random = random;
  }

  CatalogReads catalogs() {
    return catalogs;
  }

  CurrentTime time() {
    return time;
  }

  /** Gives a random number to the plan. */
  long nextLong() {
    isRandom = true;
    return random.nextLong();
  }

  /** Whether the statement has the same plan later, as long as the catalogs answer the same. */
  boolean isRepeatable() {
    return catalogs.isRepeatable() && !time.isRead() && !isRandom;
  }
}
