/** Tests of the forms of results. */
@NullMarked
package io.sluice.cli.print;

import org.jspecify.annotations.NullMarked;
