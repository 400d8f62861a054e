/** The compression of the buffers of Arrow files. */
@NullMarked
package io.sluice.source.arrow.buffer;

import org.jspecify.annotations.NullMarked;
