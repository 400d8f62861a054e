package io.sluice.bench;

import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;

/** A table of a suite, in parts that are made side by side. The same part has the same rows each time. Thread-safe. */
interface GeneratedTable {
  String name();

  int partCount();

  /** Makes a part; blocking. */
  void generate(int part, PartSink sink);

  /** Takes the rows of a part. Owned by one thread. */
  interface PartSink {
    /** Comes first. */
    void begin(Schema schema);

    /** Rows, borrowed until the call returns. */
    void add(RecordBatch batch);
  }
}
