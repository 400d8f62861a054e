/** Window functions: the node, its stream, the frames of rows and what computes each function over them. */
@NullMarked
package io.sluice.operator.window;

import org.jspecify.annotations.NullMarked;
