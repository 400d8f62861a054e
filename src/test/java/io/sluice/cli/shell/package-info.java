/** Tests of the shell. */
@NullMarked
package io.sluice.cli.shell;

import org.jspecify.annotations.NullMarked;
