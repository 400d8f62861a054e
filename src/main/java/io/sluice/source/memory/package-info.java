/** The catalog {@code memory}: tables whose rows a coordinator keeps on its heap. */
@NullMarked
package io.sluice.source.memory;

import org.jspecify.annotations.NullMarked;
