/** Runs a query again and again over the rows it gave last. */
@NullMarked
package io.sluice.operator.recursion;

import org.jspecify.annotations.NullMarked;
