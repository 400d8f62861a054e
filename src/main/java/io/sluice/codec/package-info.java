/** Writes plans, expressions, literals and schemas as protobuf and reads them again on a worker. */
@NullMarked
package io.sluice.codec;

import org.jspecify.annotations.NullMarked;
