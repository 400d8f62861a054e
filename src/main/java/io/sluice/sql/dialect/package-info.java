/** Forms of SQL that the dialect adds, rewritten as syntax trees of the forms they stand for; positions stay those of the text. */
@NullMarked
package io.sluice.sql.dialect;

import org.jspecify.annotations.NullMarked;
