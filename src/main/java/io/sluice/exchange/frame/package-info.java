/** Frames between two nodes: a header and a payload, many streams of them over one TCP connection. Knows nothing of what they mean. */
@NullMarked
package io.sluice.exchange.frame;

import org.jspecify.annotations.NullMarked;
