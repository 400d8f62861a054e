package io.sluice.source.arrow.read;

/**
 * What a file may ask for.
 *
 * @param metadataBytes of a footer or of the head of a message
 * @param batchBytes of the buffers of one record batch or dictionary that are read, before and after they are decompressed
 */
public record ReadLimits(int metadataBytes, long batchBytes) {}
