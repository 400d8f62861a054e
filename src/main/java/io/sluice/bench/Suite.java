package io.sluice.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * Queries over generated tables.
 *
 * @param name of its queries: {@link SuiteQueries}
 * @param size the folder of its tables, and the name of its stored answers: {@code tpch-sf1}
 * @param tables makes the tables' generators
 */
record Suite(String name, String size, Supplier<List<GeneratedTable>> tables) {}
