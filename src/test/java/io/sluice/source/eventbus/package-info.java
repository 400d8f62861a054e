/** Messages as rows and rows as messages. */
@NullMarked
package io.sluice.source.eventbus;

import org.jspecify.annotations.NullMarked;
