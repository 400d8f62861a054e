/** The catalog {@code tpch}: the eight tables of the TPC-H benchmark, generated while they are read. */
@NullMarked
package io.sluice.source.tpch;

import org.jspecify.annotations.NullMarked;
