/** Keeps the rows that a condition is true for. */
@NullMarked
package io.sluice.operator.filter;

import org.jspecify.annotations.NullMarked;
