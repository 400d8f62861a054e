package io.sluice.cli.print;

import io.sluice.type.Schema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one result as it comes: {@link #begin} once, {@link #row} for each row, {@link #end} once. Keeps no more than a bounded number of rows. Used by one thread at
 * a time.
 */
public interface ResultPrinter {
  void begin(Schema schema) throws IOException;

  /** @param values in the form of {@link io.sluice.type.Literal#value()} */
  void row(List<? extends @Nullable Object> values) throws IOException;

  void end() throws IOException;
}
