package io.sluice.function.regexp;

import java.util.List;

/** A part of a regular expression. */
sealed interface Node {
  /** Whether it matches the empty text. */
  boolean isNullable();

  /** One character of a set. */
  record Characters(CharacterSet set) implements Node {
    @Override
    public boolean isNullable() {
      return false;
    }
  }

  /** One byte as it is. */
  record Literal(byte value) implements Node {
    @Override
    public boolean isNullable() {
      return false;
    }
  }

  /** The begin of the text, or its end. */
  record Edge(boolean isEnd) implements Node {
    @Override
    public boolean isNullable() {
      return true;
    }
  }

  /** One after the other. */
  record Sequence(List<Node> parts) implements Node {
    @Override
    public boolean isNullable() {
      return parts.stream().allMatch(Node::isNullable);
    }
  }

  /** The first that leads to a match. */
  record Choice(List<Node> branches) implements Node {
    @Override
    public boolean isNullable() {
      return branches.stream().anyMatch(Node::isNullable);
    }
  }

  /** What is remembered of a match; the whole match is group 0. */
  record Group(int number, Node body) implements Node {
    @Override
    public boolean isNullable() {
      return body.isNullable();
    }
  }

  /**
   * A part that is there some times.
   *
   * @param isOptional whether it may be missing
   * @param isRepeated whether it may be there more than once
   * @param isGreedy whether more of it is tried first
   */
  record Repeat(Node body, boolean isOptional, boolean isRepeated, boolean isGreedy)
      implements Node {
    @Override
    public boolean isNullable() {
      return isOptional || body.isNullable();
    }
  }
}
