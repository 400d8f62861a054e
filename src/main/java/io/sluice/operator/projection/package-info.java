/** Computes columns from columns. */
@NullMarked
package io.sluice.operator.projection;

import org.jspecify.annotations.NullMarked;
