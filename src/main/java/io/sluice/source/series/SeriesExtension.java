package io.sluice.source.series;

import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings {@code range} and {@code generate_series} to FROM. */
public final class SeriesExtension implements Extension {
  @Override
  public String name() {
    return "series";
  }

  @Override
  public List<TableFunction> tableFunctions() {
    return List.of(
        new SeriesTableFunction("range", false), new SeriesTableFunction("generate_series", true));
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new SeriesExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new SeriesTaskEstimator());
  }
}
