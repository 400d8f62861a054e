package io.sluice.function.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sluice.expression.kernel.BytesOutput;
import java.nio.charset.StandardCharsets;

/** Searches characters, for any pattern. */
final class TextSearch implements RegexpSearch {
  private final Pattern pattern;
  private String text = "";
  private Matcher matcher;

  TextSearch(Pattern pattern) {
    this.pattern = pattern;
    matcher = pattern.matcher(text);
  }

  @Override
  public boolean canSearch(int length) {
    return true;
  }

  @Override
  public void reset(byte[] bytes, int from, int to) {
    text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    matcher = pattern.matcher(text);
  }

  @Override
  public boolean matches() {
    return matcher.matches();
  }

  @Override
  public boolean contains() {
    return matcher.find();
  }

  @Override
  public long count() {
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  @Override
  public void replace(String replacement, boolean isAll, BytesOutput output) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      boolean isBehindMatch = copied > 0 && matcher.start() == copied && matcher.end() == copied;
      if (isBehindMatch) {
        continue;
      }
      result.append(text, copied, matcher.start());
      appendReplacement(result, replacement);
      copied = matcher.end();
      if (!isAll) {
        break;
      }
    }
    append(result.append(text, copied, text.length()).toString(), output);
  }

  private void appendReplacement(StringBuilder result, String replacement) {
    int place = 0;
    while (place < replacement.length()) {
      char c = replacement.charAt(place++);
      if (c != '\\' || place == replacement.length()) {
        result.append(c);
        continue;
      }
      char next = replacement.charAt(place++);
      if (next < '0' || next > '9') {
        result.append(next);
      } else if (next - '0' <= matcher.groupCount()) {
        String group = matcher.group(next - '0');
        result.append(group == null ? "" : group);
      }
    }
  }

  @Override
  public void extract(long group, BytesOutput output) {
    int number = RegexpSearch.requireGroup(group, matcher.groupCount());
    if (matcher.find()) {
      String found = matcher.group(number);
      append(found == null ? "" : found, output);
    }
  }

  private static void append(String result, BytesOutput output) {
    byte[] bytes = result.getBytes(StandardCharsets.UTF_8);
    output.append(bytes, 0, bytes.length);
  }
}
