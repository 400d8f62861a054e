package io.sluice.extension.write;

import io.sluice.extension.TableProvider;

/** A table of a {@link WritableSchema} as it was at one moment: later writes do not change it. */
public interface WritableTable extends TableProvider {
  TableDefinition definition();
}
