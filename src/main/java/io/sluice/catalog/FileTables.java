package io.sluice.catalog;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.file.CombinedTable;
import io.sluice.catalog.file.PartitionValues;
import io.sluice.catalog.stored.FileOpener;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.FileFormat;
import io.sluice.extension.FilesTable;
import io.sluice.extension.TableProvider;
import io.sluice.extension.file.FileStore;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the path in {@code FROM 'path'} into a table of one format. A directory stands for the files in and below it, without those that begin with a point or an underscore. */
final class FileTables implements FileOpener {
  private static final int MAX_DEPTH = 32;

  private final List<FileFormat> formats;
  private final List<FileStore> stores;
  private final FileAccess access;

  /**
   * Tables of files.
   *
   * @param stores of files that are not on the machine
   */
  FileTables(List<FileFormat> formats, List<FileStore> stores, FileAccess access) {
    this.formats = formats;
    this.stores = stores;
    this.access = access;
  }

  private Optional<FileStore> store(String location) {
    return stores.stream().filter(store -> store.holds(location)).findFirst();
  }

  @Override
  public Optional<TableProvider> open(String location, String formatName, ConfigValues settings) {
    FileFormat format = formatNamed(formatName);
    List<String> files = filesOf(format, location);
    return files.isEmpty() ? Optional.empty() : Optional.of(open(format, files, settings));
  }

  @Override
  public Optional<TableProvider> open(
      String location,
      String formatName,
      Schema columns,
      List<Field> partitionColumns,
      ConfigValues settings) {
    FileFormat format = formatNamed(formatName);
    List<String> files = filesOf(format, location);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CombinedTable.of(columns, partitionColumns, format.open(files, columns, settings)));
  }

  private List<String> filesOf(FileFormat format, String location) {
    List<String> all = list(location);
    List<String> own =
        all.stream().filter(file -> format(file).equals(Optional.of(format))).toList();
    return own.isEmpty() ? all : own;
  }

  /** Files with the columns that their directories name. */
  private static TableProvider open(FileFormat format, List<String> files, ConfigValues settings) {
    TableProvider table = format.open(files, settings);
    List<Field> partitionColumns = PartitionValues.columns(files);
    if (partitionColumns.isEmpty() || !(table instanceof FilesTable)) {
      return table;
    }
    List<Field> own = table.schema().fields().stream()
        .filter(field -> partitionColumns.stream()
            .noneMatch(named -> named.name().equalsIgnoreCase(field.name())))
        .toList();
    return CombinedTable.of(new Schema(own), partitionColumns, List.of(table));
  }

  private FileFormat formatNamed(String name) {
    return formats.stream()
        .filter(known -> known.name().equalsIgnoreCase(name)
            || known.extensions().contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "No format '%s' is read; there are %s"
                .formatted(
                    name,
                    formats.stream().map(FileFormat::name).collect(Collectors.joining(", ")))));
  }

  /** The name of a format, in lower case: that of a name, or that of the first file's ending. */
  String format(Optional<String> name, String location) {
    FileFormat found = name.map(this::formatNamed).orElseGet(() -> {
      String file = isAnyFile(location) ? find(location).get(0) : location;
      return format(file).orElseThrow(() -> unknownFormat(file));
    });
    return found.name().toLowerCase(Locale.ROOT);
  }

  private boolean isAnyFile(String location) {
    return store(location).isPresent()
        || isGlob(location)
        || Files.isDirectory(access.workingDirectory().resolve(location));
  }

  TableProvider open(String pattern, ConfigValues config) {
    List<String> files = find(pattern);
    FileFormat format = null;
    for (String file : files) {
      FileFormat own = format(file).orElseThrow(() -> unknownFormat(file));
      if (format != null && format != own) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "'%s' holds %s and %s files; name files of one format, for instance with *.%s"
                .formatted(
                    pattern, format.name(), own.name(), format.extensions().get(0)));
      }
      format = own;
    }
    if (format == null) {
      throw notFound(pattern);
    }
    return open(format, files, config);
  }

  /** The absolute path of a file or directory that is to be written, if it may be. */
  Path target(String path) {
    if (path.isBlank()) {
      throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "A path to write to is needed");
    }
    if (store(path).isPresent()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "'%s': files are written, and made tables with a name, on file systems only; a view may read the URL"
              .formatted(path));
    }
    try {
      Path target = access.workingDirectory().resolve(path).normalize();
      if (target.getFileName() == null) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "'" + path + "' cannot be written to");
      }
      Path existing = target;
      while (!Files.exists(existing)) {
        // The root is there.
        existing = requireNonNull(existing.getParent());
      }
      check(existing, path);
      return target;
    } catch (InvalidPathException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "'" + path + "' is not a path: " + e.getReason(), e);
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "Cannot look up '" + path + "': " + e, e);
    }
  }

  private List<String> find(String pattern) {
    List<String> found = list(pattern);
    if (found.isEmpty()) {
      throw notFound(pattern);
    }
    return found;
  }

  private List<String> list(String pattern) {
    return store(pattern).map(store -> store.find(pattern)).orElseGet(() -> listLocal(pattern));
  }

  private List<String> listLocal(String pattern) {
    try {
      Path whole =
          isGlob(pattern) ? null : access.workingDirectory().resolve(pattern).normalize();
      List<Path> found;
      if (whole == null) {
        found = glob(pattern);
      } else if (Files.isDirectory(whole)) {
        found = directory(whole);
      } else {
        found = Files.exists(whole) ? List.of(whole) : List.of();
      }
      for (Path file : found) {
        check(file, pattern);
      }
      return found.stream().map(Path::toString).toList();
    } catch (InvalidPathException e) {
      throw new SluiceException(
          ErrorCode.TABLE_NOT_FOUND, "'" + pattern + "' is not a path: " + e.getReason(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR, "Cannot list '" + pattern + "': " + e.getMessage(), e);
    }
  }

  private static boolean isGlob(String pattern) {
    return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '{' || c == '[');
  }

  /** The files of a directory and its sub-directories that a format knows; with none, all, so that the message can name one. */
  private List<Path> directory(Path directory) throws IOException {
    List<Path> all = walk(directory, path -> true);
    List<Path> known =
        all.stream().filter(file -> format(file.toString()).isPresent()).toList();
    return known.isEmpty() ? all : known;
  }

  private List<Path> glob(String pattern) throws IOException {
    String fixed = fixedPart(pattern);
    Path start = access.workingDirectory().resolve(fixed).normalize();
    String folder = start.getNameCount() == 0 ? "" : escapeGlob(start.toString());
    PathMatcher matcher = FileSystems.getDefault()
        .getPathMatcher("glob:" + folder + "/" + plain(pattern.substring(fixed.length())));
    return Files.isDirectory(start) ? walk(start, matcher) : List.of();
  }

  /** Without the parts that name the same place again. */
  private static String plain(String pattern) {
    return Arrays.stream(pattern.split("/"))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .collect(Collectors.joining("/"));
  }

  /** The leading directories of a pattern that hold no wildcard. */
  private static String fixedPart(String pattern) {
    int end = 0;
    for (int i = 0; i < pattern.length() && !isGlob(pattern.substring(i, i + 1)); i++) {
      if (pattern.charAt(i) == '/') {
        end = i + 1;
      }
    }
    return pattern.substring(0, end);
  }

  private static String escapeGlob(String path) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if ("*?{}[]\\".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static List<Path> walk(Path start, PathMatcher matcher) throws IOException {
    try (Stream<Path> paths = Files.walk(start, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(path -> matcher.matches(path)
              && Files.isRegularFile(path)
              && !isHidden(start.relativize(path)))
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private void check(Path file, String pattern) throws IOException {
    Path real = file.toRealPath();
    for (Path root : access.roots()) {
      if (real.startsWith(root.toRealPath())) {
        return;
      }
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        access.roots().isEmpty()
            ? "'" + pattern + "': this server does not open files"
            : "'" + pattern + "': this server opens files below "
                + access.roots().stream().map(Path::toString).collect(Collectors.joining(", "))
                + " only");
  }

  private Optional<FileFormat> format(String file) {
    String name = fileName(file).toLowerCase(Locale.ROOT);
    return formats.stream()
        .filter(format -> format.extensions().stream().anyMatch(end -> name.endsWith("." + end)))
        .findFirst();
  }

  /** The last part of a path; of a URL without its query. */
  private String fileName(String file) {
    int end = store(file).isPresent() ? file.indexOf('?') : -1;
    String path = end < 0 ? file : file.substring(0, end);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private SluiceException unknownFormat(String file) {
    String known = formats.stream()
        .flatMap(format -> format.extensions().stream())
        .map(end -> "." + end)
        .collect(Collectors.joining(", "));
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "No format reads '" + fileName(file) + "'"
            + (known.isEmpty() ? "" : "; known endings are " + known));
  }

  private static SluiceException notFound(String pattern) {
    return new SluiceException(ErrorCode.TABLE_NOT_FOUND, "No file '" + pattern + "' found");
  }
}
