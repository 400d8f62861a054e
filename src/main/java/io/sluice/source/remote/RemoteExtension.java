package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.extension.Extension;
import io.sluice.extension.file.FileStore;
import java.util.List;

/** Brings {@code FROM 'https://host/file.parquet'} to a node. */
public final class RemoteExtension implements Extension {
  private final List<FileStore> stores;

  public RemoteExtension() {
    this(List.of());
  }

  private RemoteExtension(List<FileStore> stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "remote";
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new RemoteExtension(RemoteStores.all(node));
  }

  @Override
  public List<FileStore> fileStores() {
    return stores;
  }
}
