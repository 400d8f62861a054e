/** Regular expressions over the bytes of UTF-8 texts, for the patterns that are so simple that they need no more than that. */
@NullMarked
package io.sluice.function.regexp;

import org.jspecify.annotations.NullMarked;
