/** The registry of scalar functions, and how one is defined: by its forms, each with the types it takes and how it is computed. */
@NullMarked
package io.sluice.function;

import org.jspecify.annotations.NullMarked;
