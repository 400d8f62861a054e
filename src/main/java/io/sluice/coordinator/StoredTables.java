package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.extension.write.WritableCatalog;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import java.util.HashMap;
import java.util.Map;

/** Reserves the memory that the rows of tables take, a reservation for each catalog that has some. Thread-safe. */
public final class StoredTables implements AutoCloseable {
  /** What the names of the reservations begin with. */
  public static final String CONSUMER = "tables of catalog ";

  private final Catalogs catalogs;
  private final MemoryPool memory;
  // Guarded by this.
  private final Map<WritableCatalog, MemoryReservation> reservations = new HashMap<>();

  StoredTables(Catalogs catalogs, MemoryPool memory) {
    this.catalogs = catalogs;
    this.memory = memory;
  }

  /** Brings a catalog's reservation up to date. The rows are there already, so the pool may be overdrawn; that holds back what comes next. */
  void account(String catalog, SessionNames names) {
    catalogs.catalog(catalog, names).ifPresent(found -> {
      if (found instanceof WritableCatalog writable) {
        account(writable);
      }
    });
  }

  synchronized void account(WritableCatalog catalog) {
    long bytes = catalog.retainedBytes();
    if (bytes == 0) {
      forget(catalog);
      return;
    }
    MemoryReservation reservation =
        reservations.computeIfAbsent(catalog, key -> memory.reserve(CONSUMER + key.name()));
    long added = bytes - reservation.bytes();
    if (added > 0) {
      reservation.overdraw(added);
    } else {
      reservation.shrink(-added);
    }
  }

  /** To be called when a session's own catalog ends with it. */
  synchronized void forget(WritableCatalog catalog) {
    MemoryReservation reservation = reservations.remove(catalog);
    if (reservation != null) {
      reservation.close();
    }
  }

  @Override
  public synchronized void close() {
    reservations.values().forEach(MemoryReservation::close);
    reservations.clear();
  }
}
