package io.sluice.extension.file;

import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes files of one format: {@code COPY orders TO 'orders.parquet'}. Thread-safe. */
public interface FileWriterFormat {
  /** As {@code FORMAT} names it, in lower case, for instance {@code parquet}. */
  String name();

  /** Endings of file names that stand for the format, without the point, in lower case. */
  List<String> extensions();

  /** The ending, without the point, of files that are written with some options. */
  String extension(Map<String, String> options);

  /** What the name of a single file says beyond its format, for instance that {@code .gz} is compressed; options of a statement come before it. */
  default Map<String, String> impliedOptions(String fileName) {
    return Map.of();
  }

  /** Names of the options that {@link #create} understands, in lower case. */
  List<String> optionNames();

  /**
   * Checks what a statement asks for. Called by the coordinator while it plans, on a thread that may block.
   *
   * @param schema of the files
   * @param options by name in lower case; each is one of {@link #optionNames}
   * @throws io.sluice.error.SluiceException of code INVALID_ARGUMENT for a value that makes no sense, NOT_SUPPORTED for a column that cannot be written
   */
  void check(Schema schema, Map<String, String> options);

  /**
   * Begins a file in a folder that exists. Called by workers, on a thread that may block.
   *
   * @throws io.sluice.error.SluiceException of code IO_ERROR
   */
  FileWriter create(Path file, Schema schema, Map<String, String> options);
}
