/** Syntax trees as their rewriters make them: built, copied and taken apart. Knows no statement and no table. */
@NullMarked
package io.sluice.sql.tree;

import org.jspecify.annotations.NullMarked;
