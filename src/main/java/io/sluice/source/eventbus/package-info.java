/** The Vert.x event bus as a table: {@code event_bus('address')} reads messages as rows, and INSERT INTO it publishes rows as messages. */
@NullMarked
package io.sluice.source.eventbus;

import org.jspecify.annotations.NullMarked;
