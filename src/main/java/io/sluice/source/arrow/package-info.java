/** Arrow files, with a footer or as a stream, as tables: {@code FROM 'orders.arrow'}, and as what COPY writes. */
@NullMarked
package io.sluice.source.arrow;

import org.jspecify.annotations.NullMarked;
