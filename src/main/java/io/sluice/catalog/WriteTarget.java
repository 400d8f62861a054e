package io.sluice.catalog;

import io.sluice.extension.write.WritableSchema;

/**
 * The place a statement writes to.
 *
 * @param name of the table or view, as the statement writes it; it need not exist
 */
public record WriteTarget(String catalog, String schemaName, WritableSchema schema, String name) {
  /** For messages. */
  @Override
  public String toString() {
    return catalog + "." + schemaName + "." + name;
  }
}
