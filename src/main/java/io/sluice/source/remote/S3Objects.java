package io.sluice.source.remote;

import io.sluice.extension.file.FileVersion;
import java.util.List;
import java.util.Optional;

/** What is asked of an S3 service. Methods block and fail with a {@link io.sluice.error.SluiceException} that names the object. Thread-safe. */
interface S3Objects {
  /** An object as it is now; empty when there is none. */
  Optional<FileVersion> describe(String bucket, String key);

  /**
   * Keys that begin with a prefix, in order.
   *
   * @param maxCount more are an error
   */
  List<String> list(String bucket, String prefix, int maxCount);

  /** Bytes of an object as it was, all of them or an error. */
  void read(String bucket, String key, FileVersion version, long offset, byte[] target, int count);
}
