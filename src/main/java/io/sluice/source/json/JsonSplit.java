package io.sluice.source.json;

/**
 * The piece of a file that one partition reads at a time: the records that begin in a range of its bytes. Only files that are newline-delimited and not
 * compressed are divided.
 */
record JsonSplit(JsonFile file, long from, long to) {
  JsonSplit {
    boolean isDivided = from > 0 || to < file.file().size();
    boolean isDivisible = !file.isCompressed() && file.layout() == JsonLayout.NEWLINE_DELIMITED;
    if (from < 0 || to < from || isDivided && !isDivisible) {
      throw new IllegalArgumentException("bytes " + from + " to " + to + " of " + file);
    }
  }

  long bytes() {
    return to - from;
  }
}
