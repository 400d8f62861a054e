package io.sluice.source.jdbc;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigValues;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings the databases of a node's configuration as catalogs, and {@code jdbc_query('database', 'query')}. */
public final class JdbcExtension implements Extension {
  private final JdbcDatabases databases;

  public JdbcExtension() {
    this(JdbcDatabases.NONE);
  }

  private JdbcExtension(JdbcDatabases databases) {
    this.databases = databases;
  }

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new JdbcExtension(JdbcDatabases.of(node));
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return databases.all().stream().<CatalogProvider>map(JdbcCatalog::new).toList();
  }

  @Override
  public List<TableFunction> tableFunctions() {
    return List.of(new JdbcQueryFunction(databases));
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new JdbcExecCodec(databases));
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new JdbcTaskEstimator());
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new JdbcConfig());
  }
}
