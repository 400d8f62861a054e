/**
 * Spill files: the folder of a node, the files of its tasks, and how batches stand in them. Between {@code ipc}, whose format the batches have, and the
 * operators, which see only {@link io.sluice.plan.SpillSpace}.
 */
@NullMarked
package io.sluice.spill;

import org.jspecify.annotations.NullMarked;
