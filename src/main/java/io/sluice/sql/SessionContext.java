package io.sluice.sql;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.type.Literal;
import java.util.Map;

/**
 * What of its session a statement's planning depends on. Immutable.
 *
 * @param variables values of SET VARIABLE, by names in lower case
 * @param hasTypedParameters whether parameters are of exactly the types of their values; otherwise they are as a statement would write them, where a whole number is INTEGER if it fits
 */
public record SessionContext(
    ConfigValues settings,
    SessionNames names,
    Map<String, Literal> variables,
    boolean hasTypedParameters) {
  public SessionContext {
    variables = Map.copyOf(variables);
  }

  /** A session without variables. */
  public SessionContext(ConfigValues settings, SessionNames names) {
    this(settings, names, Map.of(), false);
  }

  /** A session whose parameters are as a statement would write them. */
  public SessionContext(ConfigValues settings, SessionNames names, Map<String, Literal> variables) {
    this(settings, names, variables, false);
  }

  /** The same with parameters of exactly their types. */
  public SessionContext withTypedParameters() {
    return new SessionContext(settings, names, variables, true);
  }

  /** The same with other names. */
  public SessionContext withNames(SessionNames others) {
    return new SessionContext(settings, others, variables, hasTypedParameters);
  }
}
