package io.sluice.source.parquet;

import io.sluice.config.ConfigExtension;
import io.sluice.extension.Extension;
import io.sluice.extension.FileFormat;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TaskEstimator;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.source.file.FileTaskEstimator;
import java.util.List;

/** Reads Parquet files: {@code SELECT count(*) FROM 'orders.parquet'}. */
public final class ParquetExtension implements Extension {
  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public List<FileFormat> fileFormats() {
    return List.of(new ParquetFormat());
  }

  @Override
  public List<FileWriterFormat> fileWriterFormats() {
    return List.of(new ParquetWriterFormat());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new ParquetExecCodec());
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
