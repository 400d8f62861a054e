/** From text to statements, and what is wrong with the text. */
@NullMarked
package io.sluice.sql.parser;

import org.jspecify.annotations.NullMarked;
