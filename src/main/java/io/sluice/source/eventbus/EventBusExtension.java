package io.sluice.source.eventbus;

import io.sluice.config.ConfigExtension;
import io.sluice.extension.Extension;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TaskEstimator;
import java.util.List;

/** Brings {@code event_bus('address')} to a node. */
public final class EventBusExtension implements Extension {
  @Override
  public String name() {
    return "event_bus";
  }

  @Override
  public List<TableFunction> tableFunctions() {
    return List.of(new EventBusFunction());
  }

  @Override
  public List<PhysicalExtensionCodec<?>> codecs() {
    return List.of(new EventBusExecCodec(), new EventBusInsertExecCodec());
  }

  @Override
  public List<TaskEstimator> taskEstimators() {
    return List.of(new EventBusTaskEstimator());
  }

  @Override
  public List<ConfigExtension> configExtensions() {
    return List.of(new EventBusConfig());
  }
}
