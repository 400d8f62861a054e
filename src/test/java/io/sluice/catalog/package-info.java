/** Names of tables and files. */
@NullMarked
package io.sluice.catalog;

import org.jspecify.annotations.NullMarked;
