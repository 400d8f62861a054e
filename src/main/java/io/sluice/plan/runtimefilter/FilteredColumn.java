package io.sluice.plan.runtimefilter;

/**
 * Rows whose value in a column is none of a filter's keys are not needed.
 *
 * @param filter the number that the plan gives the filter
 * @param column the column of the node's output
 */
public record FilteredColumn(int filter, int column) {}
