/** Tests of the places where statements run. */
@NullMarked
package io.sluice.cli.query;

import org.jspecify.annotations.NullMarked;
