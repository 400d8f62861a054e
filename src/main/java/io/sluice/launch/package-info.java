/** The fat jar's entry: nodes of a cluster from a configuration file, and the command line. */
@NullMarked
package io.sluice.launch;

import org.jspecify.annotations.NullMarked;
