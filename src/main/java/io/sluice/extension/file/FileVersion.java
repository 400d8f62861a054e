package io.sluice.extension.file;

/**
 * What tells a file from what it is after a change.
 *
 * @param size bytes
 * @param modifiedMillis when it was written last, since 1970; 0 when that is not known
 * @param tag what the store calls this state of the file, an entity tag for instance; empty when it has no name for it
 */
public record FileVersion(long size, long modifiedMillis, String tag) {}
