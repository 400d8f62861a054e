/** Error codes and kinds, the one exception type of the engine, and the form of an error on the wire. */
@NullMarked
package io.sluice.error;

import org.jspecify.annotations.NullMarked;
