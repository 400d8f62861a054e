/** How results are written: for people and for programs. */
@NullMarked
package io.sluice.cli.print;

import org.jspecify.annotations.NullMarked;
