/** Tests of the HTTP server. */
@NullMarked
package io.sluice.web;

import org.jspecify.annotations.NullMarked;
