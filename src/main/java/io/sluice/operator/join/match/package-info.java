/** How rows of two inputs are matched: kinds and keys of joins, the rows of a build side and the tables of their keys, and what of both sides was matched. Knows nothing of plan nodes and streams. */
@NullMarked
package io.sluice.operator.join.match;

import org.jspecify.annotations.NullMarked;
