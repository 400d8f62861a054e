package io.sluice.source.arrow.read;

/**
 * Where a message stands in a file.
 *
 * @param metadataBytes its prefix, head and padding; the body follows
 */
public record ArrowBlock(long offset, int metadataBytes, long bodyBytes) {
  long end() {
    return offset + metadataBytes + bodyBytes;
  }
}
