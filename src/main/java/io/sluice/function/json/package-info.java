/** Scalar functions of JSON in texts. */
@NullMarked
package io.sluice.function.json;

import org.jspecify.annotations.NullMarked;
