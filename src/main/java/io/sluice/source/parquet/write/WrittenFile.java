package io.sluice.source.parquet.write;

import java.nio.file.Path;

/**
 * A file that is complete.
 *
 * @param byteCount its size
 */
public record WrittenFile(Path path, long rowCount, int rowGroupCount, long byteCount) {}
