package io.sluice.extension.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Where files are: random access to their bytes by path, or by URL. All methods but {@link #holds} block. Thread-safe. What fails is a {@link
 * io.sluice.error.SluiceException} that names the file: of code INVALID_ARGUMENT where the node's configuration does not allow to read it, INVALID_FILE where it changed,
 * IO_ERROR otherwise.
 */
public interface FileStore {
  /** Whether a location is one of this store, whether or not there is such a file. */
  boolean holds(String location);

  /**
   * The files that a location names, in order; empty when there is none. Called by the coordinator while it plans.
   *
   * @param location a file, or a pattern where the store can list files
   */
  List<String> find(String location);

  /** The file as it is now. */
  FileVersion describe(String path);

  /** Fails when the file is not as it was. A store whose reads find that out need not do anything. */
  void check(String path, FileVersion version);

  /** Fills the beginning of an array with bytes of the file, all of them or an error; an error too when the file is not as it was. */
  void read(String path, FileVersion version, long offset, byte[] target, int count);

  /** The bytes from an offset on, which are those of the file as it was. Read and closed by one thread at a time. */
  InputStream open(String path, FileVersion version, long offset) throws IOException;
}
