package io.sluice.extension.write;

/**
 * An expression or a query under a name, with parameters.
 *
 * @param name as written
 * @param sql the statement that made it
 * @param isTable whether it stands for a table of FROM
 */
public record MacroDefinition(String name, String sql, boolean isTable) {}
