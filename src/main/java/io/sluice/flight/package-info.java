/** Arrow Flight SQL: lets JDBC, ADBC, Python and other clients ask a coordinator. */
@NullMarked
package io.sluice.flight;

import org.jspecify.annotations.NullMarked;
