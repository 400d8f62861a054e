/** What a format implements so that statements can write files of it. */
@NullMarked
package io.sluice.extension.file;

import org.jspecify.annotations.NullMarked;
