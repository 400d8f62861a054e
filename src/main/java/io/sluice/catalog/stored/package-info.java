/** The catalog whose definitions outlive its process: on the disk of each coordinator, and shared by all coordinators of a cluster. */
@NullMarked
package io.sluice.catalog.stored;

import org.jspecify.annotations.NullMarked;
