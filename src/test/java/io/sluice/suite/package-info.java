/** The queries of TPC-H, TPC-DS and ClickBench on one worker, on several and in the reference database. */
@NullMarked
package io.sluice.suite;

import org.jspecify.annotations.NullMarked;
