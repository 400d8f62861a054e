package io.sluice.sql;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;

/** What of its session a statement's planning depends on. Immutable. */
public record SessionContext(ConfigValues settings, SessionNames names) {}
