package io.sluice.source.tpch;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code tpch}: a schema for every scale factor, {@code tiny} (0.01), {@code sf1}, {@code "sf0.1"}. */
final class TpchCatalog implements CatalogProvider {
  @Override
  public String name() {
    return "tpch";
  }

  @Override
  public List<String> schemaNames() {
    return List.of("tiny", "sf1", "sf10", "sf100", "sf1000");
  }

  @Override
  public Optional<SchemaProvider> schema(String name) {
    OptionalDouble scaleFactor = ScaleFactor.ofSchemaName(name);
    return scaleFactor.isPresent()
        ? Optional.of(new TpchSchema(scaleFactor.getAsDouble()))
        : Optional.empty();
  }

  private record TpchSchema(double scaleFactor) implements SchemaProvider {
    @Override
    public List<String> tableNames() {
      return TpchTables.ALL.stream().map(table -> table.name()).toList();
    }

    @Override
    public Optional<TableProvider> table(String name) {
      return TpchTables.find(name).map(table -> new TpchTableProvider(table, scaleFactor));
    }
  }
}
