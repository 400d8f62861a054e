package io.sluice.source.parquet;

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

/** Reads Parquet files: {@code SELECT count(*) FROM 'orders.parquet'}. */
public final class ParquetExtension implements Extension {
  private final FileStores stores;

  public ParquetExtension() {
    this(FileStores.LOCAL);
  }

  private ParquetExtension(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new ParquetExtension(RemoteStores.of(node));
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new ParquetFormat(stores));
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new ParquetWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new ParquetExecCodec(stores));
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new FileTaskEstimator(ParquetExec.class));
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new ParquetConfig());
  }
}
