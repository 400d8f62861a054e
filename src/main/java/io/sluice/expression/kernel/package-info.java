/** Loops over the arrays of flat vectors, one tight static method per operation and type, and what binds them to vectors of a batch. */
@NullMarked
package io.sluice.expression.kernel;

import org.jspecify.annotations.NullMarked;
