package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;

/** NULLs only, of which nothing stands in the file. */
final class NullArray extends ArrowArray {
  NullArray(ArrowField field, int length) {
    super(field, length, null);
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target.appendNull();
    }
  }
}
