package io.sluice.source.tpch;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings the catalog {@code tpch}: {@code SELECT count(*) FROM tpch.sf1.lineitem}. */
public final class TpchExtension implements Extension {
  @Override
  public String name() {
    return "tpch";
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return List.of(new TpchCatalog());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new TpchExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new TpchTaskEstimator());
  }
}
