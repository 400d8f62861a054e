/** The shell: reads statements and commands from a terminal or a script, runs them and shows what comes. */
@NullMarked
package io.sluice.cli.shell;

import org.jspecify.annotations.NullMarked;
