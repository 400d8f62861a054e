package io.sluice.catalog.stored;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.write.WritableCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The catalog {@code warehouse}: schemas, tables of files, views and macros that all coordinators of a cluster share and that outlive them.
 *
 * <p><b>How a change is made.</b> Whoever changes a name has it for itself in the whole cluster meanwhile, looks what the newest entry is, saves one with the next version here and
 * then tells it to all others, who save it too, before the statement is over. A coordinator that was away, or has just started, brings what it has saved and takes what
 * the others know; of two entries of a name the higher version counts, and a name that was dropped keeps an entry that says so.
 *
 * <p>Reading needs nobody else. Thread-safe; changes block.
 */
public final class StoredCatalog implements WritableCatalog {
  /** The catalog's name in statements. */
  public static final String NAME = "warehouse";

  /** The schema that is always there. */
  public static final String DEFAULT_SCHEMA = "main";

  private final CatalogFiles files;
  private final WritableCatalog temporaries;
  private final DefinitionStore store;
  private final Map<String, CatalogEntry> entries = new ConcurrentSkipListMap<>();
  private volatile DefinitionExchange exchange = DefinitionExchange.NONE;

  /**
   * Makes the catalog with what was saved.
   *
   * @param files where the rows of tables stand
   * @param temporaries makes the tables of sessions
   * @throws SluiceException of code IO_ERROR when what was saved cannot be read
   */
  public StoredCatalog(CatalogFiles files, WritableCatalog temporaries, DefinitionStore store) {
    this.files = files;
    this.temporaries = temporaries;
    this.store = store;
    store.load().forEach(entry -> entries.put(entry.key().toString(), entry));
  }

  /** From now on shares its entries with others. */
  public void share(DefinitionExchange others) {
    exchange = others;
  }

  /** All entries, those of names that were dropped too. */
  public List<CatalogEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Takes an entry that another coordinator has told, if it is newer. */
  public synchronized void accept(CatalogEntry entry) {
    CatalogEntry known = entry(entry.key());
    if (entry.version() > known.version()) {
      store.save(entry);
      entries.put(entry.key().toString(), entry);
    }
  }

  private CatalogEntry entry(ObjectKey key) {
    return entries.getOrDefault(key.toString(), CatalogEntry.none(key));
  }

  Optional<StoredObject> object(ObjectKey key) {
    return entry(key).object();
  }

  /** What there is of a kind in a schema. */
  Stream<StoredObject> objects(ObjectKey.Kind kind, String schema) {
    ObjectKey first = ObjectKey.of(kind, schema, "");
    return entries.values().stream()
        .filter(entry -> entry.key().kind() == kind && entry.key().schema().equals(first.schema()))
        .flatMap(entry -> entry.object().stream());
  }

  /**
   * Changes what a name stands for, alone in the cluster.
   *
   * @param change from what it is to what it is to be; may throw, and then nothing has changed
   */
  void change(ObjectKey key, UnaryOperator<Optional<StoredObject>> change) {
    exchange.exclusively(key, () -> {
      exchange.newest(key).ifPresent(this::accept);
      CatalogEntry known = entry(key);
      Optional<StoredObject> changed = change.apply(known.object());
      if (!changed.equals(known.object())) {
        CatalogEntry next = known.next(changed);
        accept(next);
        exchange.publish(next);
      }
      return changed;
    });
  }

  CatalogFiles files() {
    return files;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> schemaNames() {
    return Stream.concat(
            Stream.of(DEFAULT_SCHEMA),
            entries.values().stream()
                .filter(entry -> entry.key().kind() == ObjectKey.Kind.SCHEMA)
                .flatMap(entry -> entry.object().stream())
                .map(StoredObject::name))
        .sorted()
        .toList();
  }

  @Override
  public Optional<SchemaProvider> schema(String name) {
    return isSchema(name) ? Optional.of(new StoredSchema(this, name)) : Optional.empty();
  }

  private boolean isSchema(String name) {
    return name.equalsIgnoreCase(DEFAULT_SCHEMA)
        || object(ObjectKey.ofSchema(name)).isPresent();
  }

  @Override
  public boolean createSchema(String name) {
    if (isSchema(name)) {
      return false;
    }
    change(ObjectKey.ofSchema(name), known -> Optional.of(new StoredObject.SchemaName(name)));
    return true;
  }

  @Override
  public boolean dropSchema(String name) {
    if (!isSchema(name)) {
      return false;
    }
    if (name.equalsIgnoreCase(DEFAULT_SCHEMA)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "Schema '" + NAME + "." + name + "' cannot be dropped");
    }
    StoredSchema schema = new StoredSchema(this, name);
    schema.dropAll();
    change(ObjectKey.ofSchema(name), known -> Optional.empty());
    return true;
  }

  /** Rows stand in files. */
  @Override
  public long retainedBytes() {
    return 0;
  }

  @Override
  public WritableCatalog newTemporary(String name) {
    return temporaries.newTemporary(name);
  }

  /** Removes the files that statements have left behind which were cut off, an hour ago or earlier. To be called when all entries of the cluster are known. */
  public void removeLeftovers(long nowMillis) {
    files.removeLeftovers(
        entries.values().stream()
            .flatMap(entry -> entry.object().stream())
            .filter(FileTable.class::isInstance)
            .map(FileTable.class::cast)
            .toList(),
        nowMillis);
  }

  /** Ends the store. */
  public void close() {
    store.close();
  }
}
