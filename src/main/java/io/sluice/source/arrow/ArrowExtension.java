package io.sluice.source.arrow;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigValues;
import io.sluice.extension.Extension;
import io.sluice.extension.FileFormat;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.source.file.FileStores;
import io.sluice.source.file.FileTaskEstimator;
import io.sluice.source.remote.RemoteStores;
import java.util.List;

/** Reads and writes Arrow files: {@code SELECT count(*) FROM 'orders.arrow'}. */
public final class ArrowExtension implements Extension {
  private final FileStores stores;

  public ArrowExtension() {
    this(FileStores.LOCAL);
  }

  private ArrowExtension(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new ArrowExtension(RemoteStores.of(node));
  }

  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new ArrowFormat(stores));
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new ArrowWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new ArrowExecCodec(stores));
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new FileTaskEstimator(ArrowExec.class));
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new ArrowConfig());
  }
}
