package io.sluice.operator.write;

/**
 * A file that is complete.
 *
 * @param path below the directory of the target, with {@code /} between its parts
 */
record WrittenFile(String path, long rowCount, long byteCount) {}
