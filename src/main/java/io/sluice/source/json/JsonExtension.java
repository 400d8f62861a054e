package io.sluice.source.json;

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

/** Reads JSON files: {@code SELECT count(*) FROM 'orders.ndjson'}. */
public final class JsonExtension implements Extension {
  private final FileStores stores;

  public JsonExtension() {
    this(FileStores.LOCAL);
  }

  private JsonExtension(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public Extension configured(ConfigValues node) {
    return new JsonExtension(RemoteStores.of(node));
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new JsonFormat(stores));
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new JsonWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new JsonExecCodec(stores));
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new FileTaskEstimator(JsonExec.class));
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new JsonConfig());
  }
}
