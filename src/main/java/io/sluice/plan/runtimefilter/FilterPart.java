package io.sluice.plan.runtimefilter;

import java.util.Optional;

/**
 * What one task, or all tasks of a stage, know of a runtime filter.
 *
 * @param filter the number that the plan gives the filter
 * @param keys empty where they are too many to be told: the filter never comes then
 */
public record FilterPart(int filter, Optional<RuntimeFilter> keys) {}
