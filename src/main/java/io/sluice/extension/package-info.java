/** What an extension author implements, and the bundle that carries it into a node. */
@NullMarked
package io.sluice.extension;

import org.jspecify.annotations.NullMarked;
