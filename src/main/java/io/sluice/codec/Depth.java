package io.sluice.codec;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/** How deep a tree is nested, so that none overflows the stack. */
final class Depth {
  /** Of a plan's nodes, and of each expression in it. */
  static final int MAX = 500;

  private int depth;

  void enter() {
    if (++depth > MAX) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "The query's plan, or an expression in it, is nested deeper than " + MAX
              + " levels; break it into smaller ones");
    }
  }

  void leave() {
    depth--;
  }
}
