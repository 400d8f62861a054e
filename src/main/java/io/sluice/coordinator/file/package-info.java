/** What the coordinator does to the files that a statement's workers have written: they count all at once or not at all. */
@NullMarked
package io.sluice.coordinator.file;

import org.jspecify.annotations.NullMarked;
