package io.sluice.engine;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is promised of tables holds for those that are kept in files, too. */
class StoredTableStatementsTest extends TableStatementsContract {
  @Override
  String catalog() {
    return "warehouse";
  }

  @Override
  EmbeddedEngine newEngine() {
    try {
      Path target = Files.createDirectories(Path.of("target", "catalogs"));
      return new EmbeddedEngine(new SluiceOptions()
          .setWorkers(3)
          .setSetting("target_partitions", "4")
          .setCatalogDirectory(Files.createTempDirectory(target, "tables").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
