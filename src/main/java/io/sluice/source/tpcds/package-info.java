/** The catalog {@code tpcds}: the twenty-four tables of the TPC-DS benchmark, generated while they are read. */
@NullMarked
package io.sluice.source.tpcds;

import org.jspecify.annotations.NullMarked;
