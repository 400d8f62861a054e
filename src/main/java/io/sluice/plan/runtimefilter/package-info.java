/** What a join learns of its build side's keys, and how scans get to know it. */
@NullMarked
package io.sluice.plan.runtimefilter;

import org.jspecify.annotations.NullMarked;
