package io.sluice.operator.join.match;

import io.sluice.operator.key.KeyEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The left input of a join, ready to be probed. Readable by all threads.
 *
 * @param rows the rows with a key, by the table's row numbers
 * @param encoder encoded the keys; probing streams take a {@link KeyEncoder#reader()} each
 * @param matches which rows have a partner, where the join gives left rows for that; then one stream owns the build side
 * @param hasRows whether there is any row, with a key or without
 * @param hasNullKey whether a row has no key, as a NULL in it equals nothing
 */
public record BuildSide(
    BuildRows rows,
    JoinTable table,
    KeyEncoder encoder,
    @Nullable BuildMatches matches,
    boolean hasRows,
    boolean hasNullKey) {}
