/** The client for Vert.x applications: queries over the event bus. */
@NullMarked
package io.sluice.client;

import org.jspecify.annotations.NullMarked;
