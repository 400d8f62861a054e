/** JSON files as tables: their layout and types found from a sample, whole records cut from pieces of bytes, and read by a streaming parser. */
@NullMarked
package io.sluice.source.json;

import org.jspecify.annotations.NullMarked;
