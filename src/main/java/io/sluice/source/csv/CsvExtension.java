package io.sluice.source.csv;

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

/** Reads CSV files: {@code SELECT count(*) FROM 'orders.csv'}. */
public final class CsvExtension implements Extension {
  private final FileStores stores;

  public CsvExtension() {
    this(FileStores.LOCAL);
  }

  private CsvExtension(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new CsvExtension(RemoteStores.of(node));
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new CsvFormat(stores));
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new CsvWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new CsvExecCodec(stores));
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new FileTaskEstimator(CsvExec.class));
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new CsvConfig());
  }
}
