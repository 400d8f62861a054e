package io.sluice.extension.file;

import io.sluice.column.RecordBatch;

/**
 * A file that is being written. The file stands under its name when {@link #finish} has returned; one that is closed before leaves nothing behind. All methods
 * may block, and throw a {@link io.sluice.error.SluiceException} of code IO_ERROR; after an exception only {@link #close} is called. Owned by one thread at a time.
 */
public interface FileWriter extends AutoCloseable {
  /** Adds the rows of a batch that count. The batch is not kept. */
  void write(RecordBatch batch);

  /** Bytes of rows that are held on the heap and not in the file yet. */
  long bufferedBytes();

  /** Moves the rows that are held to the file. */
  void flush();

  /** Writes what is left and gives the file its name; answers its size in bytes. */
  long finish();

  @Override
  void close();
}
