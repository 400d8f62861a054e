package io.sluice.function.regexp;

import io.sluice.function.regexp.BytePattern.Kind;
import io.sluice.function.regexp.BytePattern.Step;
import java.util.Arrays;

/**
 * Finds the matches of a pattern in texts: of those that begin first, the one that the order of its ways prefers, as RE2 and Perl do.
 *
 * <p>It tries one way after the other, and never a step twice at the same place: what failed there once fails again. So the time is at most that of all steps at all places,
 * and the memory a bit for each. Texts for which that is too much are not searched, see {@link #canSearch}.
 *
 * <p>Owned by one driver.
 */
public final class ByteMatcher {
  private static final int MAX_VISITS = 1 << 18;

  private final Step[] steps;
  private final BytePattern pattern;
  private final int[] places;
  private byte[] text = new byte[0];
  private int from;
  private int to;
  private boolean isWhole;
  private long[] visited = new long[0];
  // Ways to try: a step and a place. A negative step puts a remembered place back.
  private int[] stack = new int[64];
  private int depth;

  public ByteMatcher(BytePattern pattern) {
    this.pattern = pattern;
    steps = pattern.steps();
    places = new int[2 * (pattern.groupCount() + 1)];
  }

  /** Whether a text of so many bytes is searched; for others take another engine. */
  public boolean canSearch(int length) {
    return (long) steps.length * (length + 1) <= MAX_VISITS;
  }

  /** Sets the text to search: bytes from (inclusive) to (exclusive), valid UTF-8. */
  public void reset(byte[] bytes, int first, int end) {
    text = bytes;
    from = first;
    to = end;
  }

  /** Whether the whole text matches. */
  public boolean matches() {
    isWhole = true;
    clearVisited();
    return matchAt(from);
  }

  /** Whether there is a match that begins at a place or behind it. */
  public boolean find(int start) {
    isWhole = false;
    clearVisited();
    if (pattern.isAtBegin()) {
      return start == from && matchAt(start);
    }
    for (int place = start; place <= to; place++) {
      boolean mayBegin = place == to || text[place] >= -64 && pattern.mayBeginWith(text[place]);
      if (mayBegin && matchAt(place)) {
        return true;
      }
    }
    return false;
  }

  /** Where a group of the match begins in the bytes, -1 when it has no part in it; 0 is the whole match. */
  public int start(int group) {
    return places[2 * group + 1] < 0 ? -1 : places[2 * group];
  }

  /** Where a group of the match ends in the bytes, -1 when it has no part in it. */
  public int end(int group) {
    return places[2 * group + 1];
  }

  private void clearVisited() {
    int words = (steps.length * (to - from + 1) + Long.SIZE - 1) / Long.SIZE;
    if (visited.length < words) {
      visited = new long[words];
    } else {
      Arrays.fill(visited, 0, words, 0);
    }
  }

  private boolean matchAt(int start) {
    Arrays.fill(places, -1);
    depth = 0;
    push(0, start);
    while (depth > 0) {
      depth -= 2;
      int step = stack[depth];
      int place = stack[depth + 1];
      if (step < 0) {
        places[-step - 1] = place;
      } else if (follow(step, place)) {
        return true;
      }
    }
    return false;
  }

  private void push(int step, int place) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = step;
    stack[depth++] = place;
  }

  /** Whether a step leads to a match; where the ways fork, the other one is kept to be tried later. */
  private boolean follow(int first, int start) {
    int number = first;
    int place = start;
    int width = to - from + 1;
    while (true) {
      int visit = number * width + place - from;
      if ((visited[visit >>> 6] >>> visit & 1) != 0) {
        return false;
      }
      visited[visit >>> 6] |= 1L << visit;
      Step step = steps[number];
      Kind kind = step.kind();
      number = step.next();
      switch (kind) {
        case LITERAL -> {
          if (place == to || text[place] != step.number()) {
            return false;
          }
          place++;
        }
        case CHARACTERS -> {
          if (place == to || !step.set().contains(text[place])) {
            return false;
          }
          place = behindCharacter(place);
        }
        case FORK -> push(step.number(), place);
        case REMEMBER -> {
          push(-step.number() - 1, places[step.number()]);
          places[step.number()] = place;
        }
        case BEGIN -> {
          if (place != from) {
            return false;
          }
        }
        case END -> {
          if (place != to) {
            return false;
          }
        }
        case MATCH -> {
          return !isWhole || place == to;
        }
        case JUMP -> {}
      }
    }
  }

  private int behindCharacter(int place) {
    int next = place + 1;
    if (text[place] < 0) {
      while (next < to && text[next] < -64) {
        next++;
      }
    }
    return next;
  }
}
