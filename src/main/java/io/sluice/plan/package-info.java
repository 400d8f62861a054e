/** Execution plans, their properties, the streams they execute to, and the text of a plan. */
@NullMarked
package io.sluice.plan;

import org.jspecify.annotations.NullMarked;
