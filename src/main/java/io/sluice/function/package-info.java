/** The functions of a node: the registry of scalar functions, and what is told of all. */
@NullMarked
package io.sluice.function;

import org.jspecify.annotations.NullMarked;
