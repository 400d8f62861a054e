package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.coordinator.file.StagedFiles;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.file.WriteOptions;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.write.FileTarget;
import io.sluice.operator.write.MarkKind;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.CopyStatement;
import io.sluice.sql.FileOptions;
import io.sluice.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a COPY is to write, and where. A path that ends in {@code /}, that is a directory, has no ending or whose rows are partitioned, becomes a directory with files
 * of all workers; any other becomes one file. Immutable.
 *
 * @param target the file or directory that is to be there
 * @param format of the files
 * @param options of the format
 * @param partitionBy names of the columns that become sub-directories
 * @param existing what becomes of a directory that has files
 */
record FileCopy(
    Path target,
    FileWriterFormat format,
    Map<String, String> options,
    boolean isDirectory,
    List<String> partitionBy,
    Existing existing) {
  private static final String FORMAT = "format";
  private static final String PARTITION_BY = "partition_by";
  private static final String OVERWRITE = "overwrite";
  private static final String APPEND = "append";
  private static final String PER_THREAD_OUTPUT = "per_thread_output";
  private static final List<String> OWN_OPTIONS =
      List.of(FORMAT, PARTITION_BY, OVERWRITE, APPEND, PER_THREAD_OUTPUT);

  /** What to do about a directory that has files. */
  enum Existing {
    REFUSE,
    REPLACE,
    ADD
  }

  /** Reads what the statement says. Blocks: looks whether there is a directory. */
  static FileCopy of(CopyStatement statement, Catalogs catalogs) {
    try {
      return read(statement, catalogs);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(statement.position()) : e;
    }
  }

  private static FileCopy read(CopyStatement statement, Catalogs catalogs) {
    String path = statement.path();
    Path target = catalogs.fileTarget(path);
    FileOptions given = statement.options();
    FileWriterFormat format = format(path, given, catalogs.fileWriterFormats());
    Map<String, String> options = new HashMap<>(format.impliedOptions(path));
    for (String name : given.values().keySet()) {
      if (format.optionNames().contains(name)) {
        options.put(name, given.value(name).orElseThrow());
      } else if (!OWN_OPTIONS.contains(name)) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "COPY to %s has no option %s; there are %s"
                .formatted(format.name(), name.toUpperCase(Locale.ROOT), optionNames(format)),
            given.position(name),
            null);
      }
    }
    WriteOptions own = new WriteOptions(ownOptions(given));
    boolean isReplacing = own.isTrue(OVERWRITE, false);
    boolean isAdding = own.isTrue(APPEND, false);
    if (isReplacing && isAdding) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "OVERWRITE and APPEND exclude each other",
          given.position(APPEND),
          null);
    }
    List<String> partitionBy = given.list(PARTITION_BY);
    boolean isDirectory = !partitionBy.isEmpty()
        || own.isTrue(PER_THREAD_OUTPUT, false)
        || path.endsWith("/")
        || Files.isDirectory(target)
        || !String.valueOf(target.getFileName()).contains(".");
    return new FileCopy(
        target,
        format,
        options,
        isDirectory,
        partitionBy,
        isReplacing ? Existing.REPLACE : isAdding ? Existing.ADD : Existing.REFUSE);
  }

  private static Map<String, String> ownOptions(FileOptions given) {
    Map<String, String> own = new HashMap<>();
    for (String name : List.of(OVERWRITE, APPEND, PER_THREAD_OUTPUT)) {
      given.value(name).ifPresent(value -> own.put(name, value));
    }
    return own;
  }

  private static String optionNames(FileWriterFormat format) {
    List<String> names = new ArrayList<>(OWN_OPTIONS);
    names.addAll(format.optionNames());
    return names.stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static FileWriterFormat format(
      String path, FileOptions options, List<FileWriterFormat> formats) {
    Optional<String> name = options.value(FORMAT);
    if (name.isPresent()) {
      return formats.stream()
          .filter(format -> format.name().equalsIgnoreCase(name.get())
              || format.extensions().contains(name.get().toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new SluiceException(
              ErrorCode.NOT_SUPPORTED,
              "No format '%s' can be written; there are %s".formatted(name.get(), names(formats)),
              options.position(FORMAT),
              null));
    }
    String lower = path.toLowerCase(Locale.ROOT);
    return formats.stream()
        .filter(format -> format.extensions().stream().anyMatch(end -> lower.endsWith("." + end)))
        .findFirst()
        .orElseGet(() -> formats.stream()
            .filter(format -> !lower.substring(lower.lastIndexOf('/') + 1).contains(".")
                && format.name().equals("parquet"))
            .findFirst()
            .orElseThrow(() -> new SluiceException(
                ErrorCode.NOT_SUPPORTED,
                "The ending of '%s' tells no format; add (FORMAT ...) with one of %s"
                    .formatted(path, names(formats)))));
  }

  private static String names(List<FileWriterFormat> formats) {
    return formats.stream().map(FileWriterFormat::name).collect(Collectors.joining(", "));
  }

  /** Fails when a directory that has files is to stay as it is. Blocks. */
  void checkTarget() {
    if (isDirectory && existing == Existing.REFUSE && StagedFiles.isFilled(target)) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS,
          "Directory '%s' is not empty; OVERWRITE replaces what is in it, APPEND adds to it"
              .formatted(target));
    }
    if (isDirectory && Files.isRegularFile(target)) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS, "'%s' is a file and no directory".formatted(target));
    }
  }

  /**
   * The plan that writes a query's rows to a directory, and gives a row for each file.
   *
   * @throws SluiceException when the format cannot have the columns
   */
  ExecutionPlan plan(ExecutionPlan query, Path directory) {
    Schema schema = query.schema();
    List<Integer> partitionColumns =
        partitionBy.stream().map(name -> column(schema, name)).toList();
    FileTarget files = new FileTarget(
        directory.toString(), format, options, schema, partitionColumns, MarkKind.NONE);
    format.check(files.fileSchema(), options);
    ExecutionPlan input =
        isDirectory || query.partitionCount() == 1 ? query : new CoalescePartitionsExec(query);
    return FileWrites.plan(files, input);
  }

  private static int column(Schema schema, String name) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.field(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new SluiceException(
        ErrorCode.COLUMN_NOT_FOUND,
        "PARTITION_BY names '" + name + "', which is no column of the query");
  }

  /** Lets the files count. Blocks. */
  void publish(StagedFiles files, List<String> paths, QueryId id) {
    if (!isDirectory) {
      files.publishFile(paths.get(0));
    } else if (!StagedFiles.isFilled(target)) {
      files.publishDirectory();
    } else if (existing == Existing.REPLACE) {
      files.replaceDirectory();
    } else if (existing == Existing.ADD) {
      files.addToDirectory("part-" + id);
    } else {
      checkTarget();
    }
  }
}
