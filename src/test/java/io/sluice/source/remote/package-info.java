@NullMarked
package io.sluice.source.remote;

import org.jspecify.annotations.NullMarked;
