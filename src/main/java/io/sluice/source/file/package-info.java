/** What the sources that read files share: which file is meant, and reading pieces of it. */
@NullMarked
package io.sluice.source.file;

import org.jspecify.annotations.NullMarked;
