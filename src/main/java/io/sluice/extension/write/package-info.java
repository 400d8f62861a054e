/** What a catalog implements so that statements can create, fill, change and drop its tables and views. */
@NullMarked
package io.sluice.extension.write;

import org.jspecify.annotations.NullMarked;
