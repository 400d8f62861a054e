package io.sluice.example.numbers;

import io.sluice.config.ConfigExtension;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings {@code numbers(start, end)} to a node. */
public final class NumbersExtension implements Extension {
  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public List<TableFunction> tableFunctions() {
    return List.of(new NumbersTableFunction());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new NumbersExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new NumbersTaskEstimator());
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new NumbersConfig());
  }
}
