/** Tests of the parser. */
@NullMarked
package io.sluice.sql.parser;

import org.jspecify.annotations.NullMarked;
