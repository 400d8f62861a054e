package io.sluice.extension;

import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Schema;

/** The engine's own encodings, for codecs whose nodes hold expressions or schemas. Thread-safe. */
public interface CodecContext {
  byte[] encodeExpression(PhysicalExpression expression);

  PhysicalExpression decodeExpression(byte[] bytes);

  byte[] encodeSchema(Schema schema);

  Schema decodeSchema(byte[] bytes);
}
