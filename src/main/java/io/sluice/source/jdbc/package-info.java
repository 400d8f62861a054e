/** Tables of other databases, read through their JDBC drivers. */
@NullMarked
package io.sluice.source.jdbc;

import org.jspecify.annotations.NullMarked;
