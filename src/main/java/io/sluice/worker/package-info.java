/** The worker: its verticle, the tasks it runs, and the driver threads that run them. */
@NullMarked
package io.sluice.worker;

import org.jspecify.annotations.NullMarked;
