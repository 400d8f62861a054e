package io.sluice.source.parquet.page;

/**
 * Some bytes of a file.
 *
 * @param length how many they are; 0 when the file does not say
 */
public record FileRange(long offset, int length) {}
