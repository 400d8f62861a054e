@NullMarked
package io.sluice.plan.runtimefilter;

import org.jspecify.annotations.NullMarked;
