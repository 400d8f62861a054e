/** Where the statements of the command line run: in this process, on a cluster, or behind an HTTP address. */
@NullMarked
package io.sluice.cli.query;

import org.jspecify.annotations.NullMarked;
