package io.sluice.extension.write;

import java.util.Optional;

/**
 * A condition that is not false for any row of a table.
 *
 * @param name of the constraint, as written
 * @param sql the condition, over the table's columns
 */
public record CheckDefinition(Optional<String> name, String sql) {}
