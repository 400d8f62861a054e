/** The SQL types as the validator and optimiser see them, and their counterparts in the engine. */
@NullMarked
package io.sluice.sql.type;

import org.jspecify.annotations.NullMarked;
