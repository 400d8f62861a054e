/** Typed, validated options with default, unit and description; sessions' values of them; clocks. */
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
