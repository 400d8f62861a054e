/** What the sources that read files share: which file is meant, its pieces and its text, and how it is dealt to tasks. */
@NullMarked
package io.sluice.source.file;

import org.jspecify.annotations.NullMarked;
