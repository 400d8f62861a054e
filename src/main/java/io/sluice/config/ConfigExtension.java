package io.sluice.config;

import java.util.List;

/**
 * A group of options under one prefix, brought by an extension: {@code SET prefix.option = value}. Asked once, when a node starts. An option's
 * name must begin with the prefix and a point.
 */
public interface ConfigExtension {
  /** The first part of the name of all its options, for instance {@code numbers}. */
  String prefix();

  List<ConfigOption<?>> options();
}
