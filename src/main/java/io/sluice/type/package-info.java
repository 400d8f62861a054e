/** Data types, fields, schemas and literals. */
@NullMarked
package io.sluice.type;

import org.jspecify.annotations.NullMarked;
