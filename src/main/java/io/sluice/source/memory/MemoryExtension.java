package io.sluice.source.memory;

import io.sluice.config.ConfigExtension;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings the catalog {@code memory}: {@code CREATE TABLE t (a INTEGER)}. Every coordinator has tables of its own. */
public final class MemoryExtension implements Extension {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return List.of(new MemoryCatalog("memory"));
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new MemoryExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new MemoryTaskEstimator());
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new MemoryConfig());
  }
}
