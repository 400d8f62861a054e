package io.sluice.sql.table;

import static java.util.Objects.requireNonNull;

import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.sql.type.SqlTypes;
import java.util.List;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A table of the engine as validator and optimiser see it, with its statistics. */
public final class CatalogTable extends AbstractTable {
  /** Assumed where a table does not say how many rows it has. */
  static final double UNKNOWN_ROW_COUNT = 100_000;

  private final TableProvider provider;
  private final TableEstimates estimates;
  private final Statistic statistic;

  CatalogTable(TableProvider provider) {
    this.provider = requireNonNull(provider, "provider");
    TableStatistics statistics = provider.statistics();
    this.estimates = new TableEstimates(provider.schema(), statistics);
    this.statistic = Statistics.of(statistics.rowCount().orElse(UNKNOWN_ROW_COUNT), List.of());
  }

  public TableProvider provider() {
    return provider;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return SqlTypes.toSql(factory, provider.schema());
  }

  @Override
  public Statistic getStatistic() {
    return statistic;
  }

  @Override
  public <C> @Nullable C unwrap(Class<C> wanted) {
    if (wanted == BuiltInMetadata.DistinctRowCount.Handler.class) {
      return wanted.cast((BuiltInMetadata.DistinctRowCount.Handler)
          (table, metadata, columns, condition) -> estimates.distinctRows(columns, condition));
    }
    if (wanted == BuiltInMetadata.Selectivity.Handler.class) {
      return wanted.cast((BuiltInMetadata.Selectivity.Handler)
          (table, metadata, condition) -> estimates.selectivity(condition));
    }
    return super.unwrap(wanted);
  }
}
