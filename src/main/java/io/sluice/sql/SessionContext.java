package io.sluice.sql;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.type.Literal;
import java.util.Map;

/**
 * What of its session a statement's planning depends on. Immutable.
 *
 * @param variables values of SET VARIABLE, by names in lower case
 */
public record SessionContext(
    ConfigValues settings, SessionNames names, Map<String, Literal> variables) {
  public SessionContext {
    variables = Map.copyOf(variables);
  }

  /** A session without variables. */
  public SessionContext(ConfigValues settings, SessionNames names) {
    this(settings, names, Map.of());
  }

  /** The same with other names. */
  public SessionContext withNames(SessionNames others) {
    return new SessionContext(settings, others, variables);
  }
}
