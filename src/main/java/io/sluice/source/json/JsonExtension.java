package io.sluice.source.json;

import io.sluice.config.ConfigExtension;
import io.sluice.extension.Extension;
import io.sluice.extension.FileFormat;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.source.file.FileTaskEstimator;
import java.util.List;

/** Reads JSON files: {@code SELECT count(*) FROM 'orders.ndjson'}. */
public final class JsonExtension implements Extension {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new JsonFormat());
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new JsonWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new JsonExecCodec());
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
