package io.sluice.engine;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;

/** What is promised of tables holds for those that are kept in files, too. */
class StoredTableStatementsTest extends TableStatementsContract {
  @Override
  String catalog() {
    return "warehouse";
  }

  @Override
  EmbeddedEngine newEngine() {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(3)
        .setSetting("target_partitions", "4")
        .setCatalogDirectory(TestCluster.newFolder()));
  }
}
