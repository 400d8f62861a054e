package io.sluice.source.tpcds;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code tpcds}: a schema for every scale factor, {@code tiny} (0.01), {@code sf1}, {@code "sf0.1"}. */
final class TpcdsCatalog implements CatalogProvider {
  @Override
  public String name() {
    return "tpcds";
  }

  @Override
  public List<String> schemaNames() {
    return List.of("tiny", "sf1", "sf10", "sf100", "sf1000");
  }

  @Override
  public Optional<SchemaProvider> schema(String name) {
    OptionalDouble scaleFactor = ScaleFactor.ofSchemaName(name);
    return scaleFactor.isPresent()
        ? Optional.of(new TpcdsSchema(scaleFactor.getAsDouble()))
        : Optional.empty();
  }

  private record TpcdsSchema(double scaleFactor) implements SchemaProvider {
    @Override
    public List<String> tableNames() {
      return TpcdsTable.ALL.stream().map(TpcdsTable::name).toList();
    }

    @Override
    public Optional<TableProvider> table(String name) {
      return TpcdsTable.find(name).map(table -> new TpcdsTableProvider(table, scaleFactor));
    }
  }
}
