/** The scalar functions of texts. */
@NullMarked
package io.sluice.function.text;

import org.jspecify.annotations.NullMarked;
