/** Files that are not on a file system of the node: behind HTTP, or in S3. */
@NullMarked
package io.sluice.source.remote;

import org.jspecify.annotations.NullMarked;
