/** Benchmarks of the command line: suites of queries over generated files, and single numbers of the engine. */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
