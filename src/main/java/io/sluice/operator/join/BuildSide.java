package io.sluice.operator.join;

import io.sluice.operator.key.KeyEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The left input of a join, ready to be probed. Readable by all threads.
 *
 * @param rows the rows with a key, by the table's row numbers
 * @param encoder encoded the keys; probing streams take a {@link KeyEncoder#reader()} each
 * @param unmatched the rows without a partner; for a LEFT join only, where one stream owns the build side
 */
record BuildSide(
    BuildRows rows,
    JoinTable table,
    KeyEncoder encoder,
    @Nullable UnmatchedBuildRows unmatched) {}
