/** The whole engine, through its highest doors. */
@NullMarked
package io.sluice.engine;

import org.jspecify.annotations.NullMarked;
