/** Tests of what operators count. */
@NullMarked
package io.sluice.metrics;

import org.jspecify.annotations.NullMarked;
