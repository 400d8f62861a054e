package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.extension.file.FileStore;
import io.sluice.source.file.FileStores;
import java.util.List;

/** The stores of files that a node's configuration allows. */
public final class RemoteStores {
  private RemoteStores() {}

  /** The node's file systems and its other stores. */
  public static FileStores of(ConfigValues node) {
    return new FileStores(all(node));
  }

  static List<FileStore> all(ConfigValues node) {
    return List.of(
        new HttpFiles(RemoteRoots.of(node), new HttpTransport(RemoteLimits.of(node))),
        S3Files.of(node));
  }
}
