package io.sluice.function.regexp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A regular expression as steps over bytes. A step reads a byte or a character, or remembers a place, or asks for an edge of the text, and goes on to the next one; a fork
 * goes on to one of two, of which the first is tried before the other. Immutable.
 */
public final class BytePattern {
  private static final int MAX_STEPS = 500;

  /** What a step does. */
  enum Kind {
    LITERAL,
    CHARACTERS,
    FORK,
    JUMP,
    REMEMBER,
    BEGIN,
    END,
    MATCH
  }

  /**
   * A step.
   *
   * @param set which characters it reads
   * @param number the byte that it reads; of a fork the second way; the place that it remembers
   * @param next the step to go on to
   */
  record Step(Kind kind, CharacterSet set, int number, int next) {}

  private final List<Step> building = new ArrayList<>();
  private final Step[] steps;
  private final int groupCount;
  private final boolean[] firstBytes = new boolean[256];
  private final boolean hasFirstBytes;
  private final boolean isAtBegin;

  private BytePattern(RegexpParser.Parsed parsed) {
    groupCount = parsed.groupCount();
    add(new Node.Group(0, parsed.node()));
    put(Kind.MATCH, CharacterSet.EMPTY, 0);
    steps = building.toArray(Step[]::new);
    hasFirstBytes = findFirstBytes(0, new boolean[steps.length]);
    isAtBegin = steps.length > 1 && steps[1].kind() == Kind.BEGIN;
  }

  /**
   * Compiles a pattern of RE2's syntax; empty for one that is not known here, or makes no sense.
   *
   * @param isPointAnything whether a point stands for the end of a line too
   */
  public static Optional<BytePattern> compile(String pattern, boolean isPointAnything) {
    return RegexpParser.parse(pattern, isPointAnything)
        .map(BytePattern::new)
        .filter(compiled -> compiled.steps.length <= MAX_STEPS);
  }

  /** How many groups it has, without the whole match. */
  public int groupCount() {
    return groupCount;
  }

  Step[] steps() {
    return steps;
  }

  /** Whether a match can only be at the begin of the text. */
  boolean isAtBegin() {
    return isAtBegin;
  }

  /** Whether a match can begin with a byte. */
  boolean mayBeginWith(byte value) {
    return !hasFirstBytes || firstBytes[value & 0xFF];
  }

  private int put(Kind kind, CharacterSet set, int number) {
    building.add(new Step(kind, set, number, building.size() + 1));
    return building.size() - 1;
  }

  private void add(Node node) {
    if (node instanceof Node.Literal literal) {
      put(Kind.LITERAL, CharacterSet.EMPTY, literal.value());
    } else if (node instanceof Node.Characters characters) {
      put(Kind.CHARACTERS, characters.set(), 0);
    } else if (node instanceof Node.Edge edge) {
      put(edge.isEnd() ? Kind.END : Kind.BEGIN, CharacterSet.EMPTY, 0);
    } else if (node instanceof Node.Sequence sequence) {
      sequence.parts().forEach(this::add);
    } else if (node instanceof Node.Group group) {
      put(Kind.REMEMBER, CharacterSet.EMPTY, 2 * group.number());
      add(group.body());
      put(Kind.REMEMBER, CharacterSet.EMPTY, 2 * group.number() + 1);
    } else if (node instanceof Node.Choice choice) {
      addChoice(choice.branches());
    } else {
      addRepeat((Node.Repeat) node);
    }
  }

  private void addChoice(List<Node> branches) {
    List<Integer> jumps = new ArrayList<>();
    for (int i = 0; i < branches.size() - 1; i++) {
      int fork = put(Kind.FORK, CharacterSet.EMPTY, 0);
      add(branches.get(i));
      jumps.add(put(Kind.JUMP, CharacterSet.EMPTY, 0));
      lead(fork, fork + 1, building.size());
    }
    add(branches.get(branches.size() - 1));
    jumps.forEach(jump -> lead(jump, building.size(), 0));
  }

  private void addRepeat(Node.Repeat repeat) {
    int fork = repeat.isOptional() ? put(Kind.FORK, CharacterSet.EMPTY, 0) : -1;
    int body = building.size();
    add(repeat.body());
    if (repeat.isRepeated()) {
      int again = put(Kind.FORK, CharacterSet.EMPTY, 0);
      leadBoth(again, body, repeat.isGreedy());
    }
    if (fork >= 0) {
      leadBoth(fork, body, repeat.isGreedy());
    }
  }

  /** Lets a fork go on to a body and behind all that was added, in the order that greed asks for. */
  private void leadBoth(int fork, int body, boolean isGreedy) {
    int behind = building.size();
    lead(fork, isGreedy ? body : behind, isGreedy ? behind : body);
  }

  private void lead(int step, int next, int number) {
    building.set(step, new Step(building.get(step).kind(), CharacterSet.EMPTY, number, next));
  }

  /** Notes the bytes with which a match can begin; false when it may be empty. */
  private boolean findFirstBytes(int number, boolean[] seen) {
    if (seen[number]) {
      return true;
    }
    seen[number] = true;
    Step step = steps[number];
    return switch (step.kind()) {
      case LITERAL -> {
        firstBytes[step.number() & 0xFF] = true;
        yield true;
      }
      case CHARACTERS -> {
        for (int value = 0; value < firstBytes.length; value++) {
          firstBytes[value] |= step.set().contains((byte) value);
        }
        yield true;
      }
      case FORK -> {
        boolean isRead = findFirstBytes(step.next(), seen);
        yield findFirstBytes(step.number(), seen) && isRead;
      }
      case JUMP, REMEMBER, BEGIN -> findFirstBytes(step.next(), seen);
      case END, MATCH -> false;
    };
  }

  @Override
  public String toString() {
    return Arrays.toString(steps);
  }
}
