package io.sluice.source.parquet.page;

/**
 * No value of a chunk that is kept in a 32-bit or 64-bit integer is smaller or larger.
 */
public record IntegerBounds(long min, long max) {}
