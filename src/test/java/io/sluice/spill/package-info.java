/** Tests of the spill files. */
@NullMarked
package io.sluice.spill;

import org.jspecify.annotations.NullMarked;
