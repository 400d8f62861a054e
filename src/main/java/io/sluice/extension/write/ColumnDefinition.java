package io.sluice.extension.write;

import io.sluice.type.Field;
import java.util.Optional;

/**
 * A column as CREATE TABLE describes it.
 *
 * @param field name, type, and whether it may hold NULL
 * @param defaultSql the expression of DEFAULT, for rows that give no value
 */
public record ColumnDefinition(Field field, Optional<String> defaultSql) {}
