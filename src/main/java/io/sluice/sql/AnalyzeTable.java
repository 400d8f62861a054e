package io.sluice.sql;

import io.sluice.error.Position;

/** {@code ANALYZE [TABLE] name}: reads a table and keeps what the planner wants to know of it. */
public record AnalyzeTable(ObjectName table, Position position) implements Statement {}
