package io.sluice.function.text;

import io.sluice.expression.kernel.BytesOutput;
import io.sluice.function.regexp.ByteMatcher;
import io.sluice.function.regexp.BytePattern;
import java.nio.charset.StandardCharsets;

/** Searches the bytes as they are, for simple patterns. */
final class ByteSearch implements RegexpSearch {
  private final ByteMatcher matcher;
  private final int groupCount;
  private byte[] text = new byte[0];
  private int from;
  private int to;
  private int next;
  private String replacementText = "";
  private byte[] replacement = new byte[0];

  ByteSearch(BytePattern pattern) {
    matcher = new ByteMatcher(pattern);
    groupCount = pattern.groupCount();
  }

  @Override
  public boolean canSearch(int length) {
    return matcher.canSearch(length);
  }

  @Override
  public void reset(byte[] bytes, int first, int end) {
    matcher.reset(bytes, first, end);
    text = bytes;
    from = first;
    to = end;
    next = first;
  }

  @Override
  public boolean matches() {
    return matcher.matches();
  }

  @Override
  public boolean contains() {
    return matcher.find(from);
  }

  /** Goes on behind the match before, and a character behind an empty one. */
  private boolean find() {
    if (next > to || !matcher.find(next)) {
      return false;
    }
    next = matcher.end(0);
    if (next == matcher.start(0)) {
      next++;
      while (next < to && text[next] < -64) {
        next++;
      }
    }
    return true;
  }

  @Override
  public long count() {
    long count = 0;
    while (find()) {
      count++;
    }
    return count;
  }

  @Override
  public void replace(String with, boolean isAll, BytesOutput output) {
    if (!with.equals(replacementText)) {
      replacementText = with;
      replacement = with.getBytes(StandardCharsets.UTF_8);
    }
    int copied = from;
    while (find()) {
      int start = matcher.start(0);
      boolean isBehindMatch = copied > from && start == copied && matcher.end(0) == copied;
      if (isBehindMatch) {
        continue;
      }
      output.append(text, copied, start - copied);
      appendReplacement(output);
      copied = matcher.end(0);
      if (!isAll) {
        break;
      }
    }
    output.append(text, copied, to - copied);
  }

  private void appendReplacement(BytesOutput output) {
    int place = 0;
    while (place < replacement.length) {
      byte value = replacement[place++];
      if (value != '\\' || place == replacement.length) {
        output.append(replacement, place - 1, 1);
        continue;
      }
      byte escaped = replacement[place++];
      if (escaped < '0' || escaped > '9') {
        output.append(replacement, place - 1, 1);
      } else if (escaped - '0' <= groupCount) {
        appendGroup(escaped - '0', output);
      }
    }
  }

  private void appendGroup(int group, BytesOutput output) {
    int start = matcher.start(group);
    if (start >= 0) {
      output.append(text, start, matcher.end(group) - start);
    }
  }

  @Override
  public void extract(long group, BytesOutput output) {
    int number = RegexpSearch.requireGroup(group, groupCount);
    if (matcher.find(from)) {
      appendGroup(number, output);
    }
  }
}
