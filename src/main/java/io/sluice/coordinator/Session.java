package io.sluice.coordinator;

import io.sluice.config.ConfigValues;

/** The settings that one client's statements see and SET changes. Thread-safe; a query keeps the settings it began with. */
public final class Session {
  private final ConfigValues defaults;
  private volatile ConfigValues settings;

  Session(ConfigValues defaults) {
    this.defaults = defaults;
    this.settings = defaults;
  }

  public ConfigValues settings() {
    return settings;
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
