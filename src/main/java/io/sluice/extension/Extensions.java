package io.sluice.extension;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileWriterFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The extensions of a node, in the order of their registration. Immutable. */
public final class Extensions {
  private final List<Extension> extensions;

  private Extensions(List<Extension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  /**
   * Checks the extensions and bundles them.
   *
   * @throws IllegalArgumentException when two have one name, or an option's name does not begin with its group's prefix
   */
  public static Extensions of(List<? extends Extension> extensions) {
    Set<String> names = new HashSet<>();
    for (Extension extension : extensions) {
      if (!names.add(extension.name())) {
        throw new IllegalArgumentException(
            "Extension '" + extension.name() + "' is registered twice");
      }
      extension.configExtensions().forEach(Extensions::check);
    }
    return new Extensions(List.copyOf(extensions));
  }

  /**
   * Those that {@link ServiceLoader} finds, and those of the classes named.
   *
   * @param classNames of extensions with a public constructor without arguments
   * @throws SluiceException of code INVALID_OPTION for a class that is none
   */
  public static Extensions discover(List<String> classNames) {
    List<Extension> found = new ArrayList<>();
    ServiceLoader.load(Extension.class, Extensions.class.getClassLoader()).forEach(found::add);
    for (String className : classNames) {
      found.add(instantiate(className));
    }
    return of(found);
  }

  /** These and some more. */
  public Extensions with(List<? extends Extension> more) {
    List<Extension> all = new ArrayList<>(extensions);
    all.addAll(more);
    return of(all);
  }

  /** The same extensions as they serve a node with these options. */
  public Extensions configured(ConfigValues node) {
    return of(extensions.stream().map(extension -> extension.configured(node)).toList());
  }

  private static Extension instantiate(String className) {
    try {
      return Class.forName(className)
          .asSubclass(Extension.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option 'extensions' names '%s', which is no class of an Extension with a public constructor without arguments"
              .formatted(className),
          e);
    }
  }

  private static void check(ConfigExtension group) {
    for (ConfigOption<?> option : group.options()) {
      if (!option.name().startsWith(group.prefix() + ".")) {
        throw new IllegalArgumentException(
            "Option '%s' must begin with '%s.'".formatted(option.name(), group.prefix()));
      }
    }
  }

  public List<TableFunction> tableFunctions() {
    return collect(Extension::tableFunctions);
  }

  public List<ScalarFunction> scalarFunctions() {
    return collect(Extension::scalarFunctions);
  }

  public List<AggregateFunction> aggregateFunctions() {
    return collect(Extension::aggregateFunctions);
  }

  public List<PhysicalExtensionCodec<?>> codecs() {
    return collect(Extension::codecs);
  }

  public List<TaskEstimator> taskEstimators() {
    return collect(Extension::taskEstimators);
  }

  public List<CatalogProvider> catalogs() {
    return collect(Extension::catalogs);
  }

  public List<FileFormat> fileFormats() {
    return collect(Extension::fileFormats);
  }

  public List<FileStore> fileStores() {
    return collect(Extension::fileStores);
  }

  public List<FileWriterFormat> fileWriterFormats() {
    return collect(Extension::fileWriterFormats);
  }

  /** A session's settings at their defaults: the engine's own and those of all extensions. */
  public ConfigValues sessionDefaults() {
    List<ConfigOption<?>> options = new ArrayList<>(SessionOptions.ALL);
    for (Extension extension : extensions) {
      extension.configExtensions().forEach(group -> options.addAll(group.options()));
    }
    return ConfigValues.of(options);
  }

  /** Names and versions in one text, equal on nodes that can work together. */
  public String fingerprint() {
    return extensions.stream()
        .sorted(Comparator.comparing(Extension::name))
        .map(extension -> extension.name() + ":" + extension.version())
        .collect(Collectors.joining(","));
  }

  private <T> List<T> collect(Function<Extension, List<T>> part) {
    return extensions.stream()
        .flatMap(extension -> part.apply(extension).stream())
        .toList();
  }
}
