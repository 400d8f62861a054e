/** The operators that a call may name, beside and before those of the standard: the functions of the registry, arithmetic with moments and intervals, functions and subscripts of nested values, checked casts. Without state of a query. */
@NullMarked
package io.sluice.sql.operator;

import org.jspecify.annotations.NullMarked;
