/** The embedding façade: a whole engine inside a process, with simulated workers. */
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
