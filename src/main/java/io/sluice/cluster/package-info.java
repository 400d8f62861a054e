/** Membership: how a node joins its cluster, which workers are up, and who has left. The only importer of Hazelcast. */
@NullMarked
package io.sluice.cluster;

import org.jspecify.annotations.NullMarked;
