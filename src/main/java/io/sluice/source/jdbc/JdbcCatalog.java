package io.sluice.source.jdbc;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A database as a catalog. Asks the database each time, so that what it tells is never old. */
record JdbcCatalog(JdbcDatabase database) implements CatalogProvider {
  @Override
  public String name() {
    return database.name();
  }

  /** Those that are not the product's own. */
  @Override
  public List<String> schemaNames() {
    return database
        .ask("list its schemas", connection -> new JdbcMetadata(connection).schemas())
        .stream()
        .filter(name -> !isSystem(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static boolean isSystem(String name) {
    return name.startsWith("pg_") || name.equals("information_schema");
  }

  @Override
  public Optional<SchemaProvider> schema(String name) {
    return database
        .ask("list its schemas", connection -> new JdbcMetadata(connection).findSchema(name))
        .map(found -> new JdbcSchema(database, found));
  }
}
