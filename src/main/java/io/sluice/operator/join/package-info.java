/** Hash joins: the node, the build table its partitions probe, and the stream of joined rows. */
@NullMarked
package io.sluice.operator.join;

import org.jspecify.annotations.NullMarked;
