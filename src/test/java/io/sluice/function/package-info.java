/** Tests of the registry of functions and its documentation. */
@NullMarked
package io.sluice.function;

import org.jspecify.annotations.NullMarked;
