package io.sluice.extension;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigValues;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileWriterFormat;
import java.util.List;

/**
 * What one author brings to a node: registered once, by a builder call or through {@link java.util.ServiceLoader}, and used by coordinators and
 * workers alike. All nodes of a cluster need the same extensions in the same versions. Each method is called once, when the node starts.
 */
public interface Extension {
  /** Unique among the extensions of a node. */
  String name();

  /** Workers whose extensions differ in name or version from the coordinator's are not used. */
  default String version() {
    return "1";
  }

  /**
   * The extension as it serves a node. Called first of all, once for each role of the node; what it answers is asked everything else.
   *
   * @param node the values of the node's options
   * @throws io.sluice.error.SluiceException of code INVALID_OPTION for values that it cannot use; the node does not start
   */
  default Extension configured(ConfigValues node) {
    return this;
  }

  default List<TableFunction> tableFunctions() {
    return List.of();
  }

  default List<ScalarFunction> scalarFunctions() {
    return List.of();
  }

  default List<AggregateFunction> aggregateFunctions() {
    return List.of();
  }

  default List<PhysicalExtensionCodec<?>> codecs() {
    return List.of();
  }

  default List<TaskEstimator> taskEstimators() {
    return List.of();
  }

  default List<ConfigExtension> configExtensions() {
    return List.of();
  }

  default List<CatalogProvider> catalogs() {
    return List.of();
  }

  default List<FileFormat> fileFormats() {
    return List.of();
  }

  default List<FileStore> fileStores() {
    return List.of();
  }

  default List<FileWriterFormat> fileWriterFormats() {
    return List.of();
  }
}
