package io.sluice.coordinator;

import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a statement before it runs.
 *
 * @param result the columns of its rows; empty for a statement that only does something, and answers with a number of rows at most
 * @param parameters the types of its parameters, in their order
 */
public record StatementDescription(Optional<Schema> result, List<DataType> parameters) {
  public StatementDescription {
    parameters = List.copyOf(parameters);
  }
}
