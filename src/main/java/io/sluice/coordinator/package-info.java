/** The coordinator: its verticle, the life of a query from admission to its last row, and sessions. */
@NullMarked
package io.sluice.coordinator;

import org.jspecify.annotations.NullMarked;
