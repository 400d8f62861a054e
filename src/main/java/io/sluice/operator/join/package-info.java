/** Joins: the nodes, how their build sides are collected, and the streams of joined rows. */
@NullMarked
package io.sluice.operator.join;

import org.jspecify.annotations.NullMarked;
