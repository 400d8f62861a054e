/** Hash joins against nested loops. */
@NullMarked
package io.sluice.operator.join;

import org.jspecify.annotations.NullMarked;
