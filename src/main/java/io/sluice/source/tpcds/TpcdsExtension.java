package io.sluice.source.tpcds;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings the catalog {@code tpcds}: {@code SELECT count(*) FROM tpcds.sf1.store_sales}. */
public final class TpcdsExtension implements Extension {
  @Override
  public String name() {
    return "tpcds";
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return List.of(new TpcdsCatalog());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new TpcdsExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new TpcdsTaskEstimator());
  }
}
