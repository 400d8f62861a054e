/** What clients and coordinators say to each other over the event bus: a query, its reply and its failure, as JSON. */
@NullMarked
package io.sluice.coordinator.message;

import org.jspecify.annotations.NullMarked;
