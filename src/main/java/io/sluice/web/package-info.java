/** Queries over HTTP: statements in, rows out as they come, the bridge of the event bus for browsers. */
@NullMarked
package io.sluice.web;

import org.jspecify.annotations.NullMarked;
