package io.sluice.source.memory;

import io.sluice.extension.SchemaProvider;
import io.sluice.extension.write.WritableCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Schemas of tables in memory; one of them, {@code main}, is always there. Thread-safe. */
final class MemoryCatalog implements WritableCatalog {
  private final String name;
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentNavigableMap<String, MemorySchema> schemas =
      new ConcurrentSkipListMap<>();

  MemoryCatalog(String name) {
    this.name = name;
    createSchema("main");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> schemaNames() {
    return schemas.values().stream().map(MemorySchema::name).toList();
  }

  @Override
  public Optional<SchemaProvider> schema(String schema) {
    return Optional.ofNullable(schemas.get(schema.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean createSchema(String schema) {
    return schemas.putIfAbsent(schema.toLowerCase(Locale.ROOT), new MemorySchema(schema, bytes))
        == null;
  }

  @Override
  public boolean dropSchema(String schema) {
    MemorySchema dropped = schemas.remove(schema.toLowerCase(Locale.ROOT));
    if (dropped != null) {
      dropped.dropAll();
    }
    return dropped != null;
  }

  @Override
  public long retainedBytes() {
    return bytes.get();
  }

  @Override
  public WritableCatalog newTemporary(String temporaryName) {
    return new MemoryCatalog(temporaryName);
  }
}
