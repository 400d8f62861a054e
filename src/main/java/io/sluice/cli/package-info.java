/** The command line: its sub-commands and the forms in which it prints results. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
