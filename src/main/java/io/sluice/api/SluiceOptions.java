package io.sluice.api;

import io.sluice.extension.Extension;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an embedded engine is made of. */
public final class SluiceOptions {
  public static final int DEFAULT_WORKERS = 4;
  public static final int DEFAULT_TARGET_PARTITIONS = 16;
  public static final double DEFAULT_CARDINALITY_TASK_COUNT_FACTOR = 1.5;

  private int workers = DEFAULT_WORKERS;
  private long memoryBytes;
  private long cacheBytes = -1;
  private int driverThreads;
  private String spillDirectory = "";
  private long maxSpillBytes;
  private String catalogDirectory = "";
  private JsonObject nodeConfig = new JsonObject();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Extension> extensions = new ArrayList<>();

  public SluiceOptions() {
    setSetting("target_partitions", Integer.toString(DEFAULT_TARGET_PARTITIONS));
    setSetting(
        "cardinality_task_count_factor", Double.toString(DEFAULT_CARDINALITY_TASK_COUNT_FACTOR));
  }

  public int getWorkers() {
    return workers;
  }

  /** How many workers are simulated; at least 1. */
  public SluiceOptions setWorkers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("workers must be at least 1: " + count);
    }
    workers = count;
    return this;
  }

  public long getMemoryBytes() {
    return memoryBytes;
  }

  /** Bytes that all queries may reserve together; 0, the default, is 60 % of the heap, but leaves 160 MB of a small one. */
  public SluiceOptions setMemoryBytes(long bytes) {
    memoryBytes = bytes;
    return this;
  }

  public long getCacheBytes() {
    return cacheBytes;
  }

  /** Bytes of that memory that decompressed pages of files are kept in while no query needs it; -1, the default, is half of it, 0 keeps none. */
  public SluiceOptions setCacheBytes(long bytes) {
    cacheBytes = bytes;
    return this;
  }

  public String getSpillDirectory() {
    return spillDirectory;
  }

  /** The folder for rows that memory has no room for; empty, the default, is one of the user below java.io.tmpdir. */
  public SluiceOptions setSpillDirectory(String folder) {
    spillDirectory = folder;
    return this;
  }

  public long getMaxSpillBytes() {
    return maxSpillBytes;
  }

  /** Bytes that files of such rows may hold together; 0, the default, is what the disk has. */
  public SluiceOptions setMaxSpillBytes(long bytes) {
    maxSpillBytes = bytes;
    return this;
  }

  public String getCatalogDirectory() {
    return catalogDirectory;
  }

  /**
   * The folder where the catalog {@code warehouse} is kept, definitions and rows of its tables, so that another engine finds them there; empty, the default, keeps
   * nothing. It is made with the first definition.
   */
  public SluiceOptions setCatalogDirectory(String folder) {
    catalogDirectory = folder;
    return this;
  }

  public int getDriverThreads() {
    return driverThreads;
  }

  /** Threads that run queries; 0, the default, is as many as there are cores. */
  public SluiceOptions setDriverThreads(int threads) {
    driverThreads = threads;
    return this;
  }

  public JsonObject getNodeConfig() {
    return nodeConfig;
  }

  /**
   * Further options, as they stand in the configuration of a node: {@code {"jdbc": {"databases": {...}}}}. Those that this class has methods for are theirs. Checked when
   * the engine is made.
   */
  public SluiceOptions setNodeConfig(JsonObject config) {
    nodeConfig = config;
    return this;
  }

  public Map<String, String> getSettings() {
    return settings;
  }

  /** What every session begins with; checked when the engine is made. */
  public SluiceOptions setSetting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  public List<Extension> getExtensions() {
    return extensions;
  }

  /** An extension beside those that {@link java.util.ServiceLoader} finds. */
  public SluiceOptions addExtension(Extension extension) {
    extensions.add(extension);
    return this;
  }
}
