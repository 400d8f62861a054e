/** How a scalar function is defined: by its forms, each with the types it takes and how it is computed. */
@NullMarked
package io.sluice.function.definition;

import org.jspecify.annotations.NullMarked;
