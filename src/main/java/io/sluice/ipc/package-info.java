/** Record batches to Arrow IPC messages and back. */
@NullMarked
package io.sluice.ipc;

import org.jspecify.annotations.NullMarked;
