/** What Flight SQL tells of catalogs, types and the server, in the columns of its specification. */
@NullMarked
package io.sluice.flight.metadata;

import org.jspecify.annotations.NullMarked;
