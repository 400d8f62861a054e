package io.sluice.coordinator;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.SessionContext;
import io.sluice.sql.Statement;
import io.sluice.type.Literal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one client's statements share: the settings that SET changes, the current schema, temporary tables, and prepared statements. Thread-safe; a query keeps the settings it began with. */
public final class Session {
  private final ConfigValues defaults;
  private volatile ConfigValues settings;
  private volatile SessionNames names;
  private final Map<String, Statement> prepared = new ConcurrentHashMap<>();
  private final Map<String, Literal> variables = new ConcurrentHashMap<>();

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
    return new SessionContext(settings, names, variables);
  }

  /** Keeps a statement under a name, in the place of one of the same name. */
  void prepare(String name, Statement statement) {
    prepared.put(name.toLowerCase(Locale.ROOT), statement);
  }

  /**
   * The statement of a name.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when there is none
   */
  Statement prepared(String name) {
    Statement statement = prepared.get(name.toLowerCase(Locale.ROOT));
    if (statement == null) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "There is no prepared statement '" + name + "'"
              + NearestName.hint(name, prepared.keySet()));
    }
    return statement;
  }

  /** Forgets a statement, or all of them when the name is empty. */
  void deallocate(Optional<String> name) {
    if (name.isEmpty()) {
      prepared.clear();
    } else {
      prepared(name.get());
      prepared.remove(name.get().toLowerCase(Locale.ROOT));
    }
  }

  /** Gives a variable a value, or takes it away. */
  void setVariable(String name, Optional<Literal> value) {
    String key = name.toLowerCase(Locale.ROOT);
    value.ifPresentOrElse(literal -> variables.put(key, literal), () -> variables.remove(key));
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
