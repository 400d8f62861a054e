package io.sluice.coordinator;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.sql.SessionContext;
import java.util.List;

/** What one client's statements share: the settings that SET changes, the current schema, and temporary tables. Thread-safe; a query keeps the settings it began with. */
public final class Session {
  private final ConfigValues defaults;
  private volatile ConfigValues settings;
  private volatile SessionNames names;

  Session(ConfigValues defaults, SessionNames names) {
    this.defaults = defaults;
    this.settings = defaults;
    this.names = names;
  }

  public ConfigValues settings() {
    return settings;
  }

  /** How names are completed. */
  public SessionNames names() {
    return names;
  }

  /** What the planning of a statement depends on. */
  SessionContext context() {
    return new SessionContext(settings, names);
  }

  /** Makes another schema the current one. */
  public synchronized void use(List<String> path) {
    names = names.withPath(path);
  }

  /**
   * Sets an option.
   *
   * @throws io.sluice.error.SluiceException of code INVALID_OPTION for an unknown name or a value it does not take
   */
  public synchronized void set(String name, String value) {
    settings = settings.with(name, value);
  }

  /** Puts an option back to the session's own default. */
  public synchronized void reset(String name) {
    settings = settings.with(name, defaults.text(defaults.option(name)));
  }

  public synchronized void resetAll() {
    settings = defaults;
  }
}
