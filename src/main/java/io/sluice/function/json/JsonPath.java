package io.sluice.function.json;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to one value in a JSON text: {@code $.a.b[0]}, {@code $['a']["b"]}, or {@code /a/b/0}; any other text is the name of one member. Immutable.
 *
 * @param steps from the outermost value inwards
 */
record JsonPath(List<Step> steps) {
  /** To a member of an object, an element of an array, or, in the form with slashes, whichever the value has. */
  record Step(String name, long index, Kind kind) {
    /** What a step enters. */
    enum Kind {
      MEMBER,
      ELEMENT,
      ELEMENT_OR_MEMBER
    }
  }

  JsonPath {
    steps = List.copyOf(steps);
  }

  /** @throws SluiceException of code INVALID_ARGUMENT for a text that begins as a path and is none */
  static JsonPath parse(String text) {
    if (text.startsWith("$")) {
      return new JsonPath(dollarSteps(text));
    }
    if (text.startsWith("/")) {
      return new JsonPath(pointerSteps(text));
    }
    return new JsonPath(text.isEmpty() ? List.of() : List.of(new Step(text, -1, Step.Kind.MEMBER)));
  }

  private static List<Step> pointerSteps(String text) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      boolean isIndex = name.matches("0|[1-9][0-9]{0,17}");
      steps.add(
          isIndex
              ? new Step(name, Long.parseLong(name), Step.Kind.ELEMENT_OR_MEMBER)
              : new Step(name, -1, Step.Kind.MEMBER));
    }
    return steps;
  }

  private static List<Step> dollarSteps(String text) {
    List<Step> steps = new ArrayList<>();
    int place = 1;
    while (place < text.length()) {
      if (text.charAt(place) == '.') {
        place = memberStep(text, place + 1, steps);
      } else if (text.charAt(place) == '[') {
        place = bracketStep(text, place + 1, steps);
      } else {
        throw wrong(text, place);
      }
    }
    return steps;
  }

  private static int memberStep(String text, int from, List<Step> steps) {
    if (from < text.length() && text.charAt(from) == '"') {
      return quotedStep(text, from, steps);
    }
    int to = from;
    while (to < text.length() && text.charAt(to) != '.' && text.charAt(to) != '[') {
      to++;
    }
    String name = text.substring(from, to);
    if (name.isEmpty() || name.equals("*")) {
      throw wrong(text, from);
    }
    steps.add(new Step(name, -1, Step.Kind.MEMBER));
    return to;
  }

  private static int quotedStep(String text, int from, List<Step> steps) {
    int to = text.indexOf(text.charAt(from), from + 1);
    if (to < 0) {
      throw wrong(text, from);
    }
    steps.add(new Step(text.substring(from + 1, to), -1, Step.Kind.MEMBER));
    return to + 1;
  }

  private static int bracketStep(String text, int from, List<Step> steps) {
    boolean isQuoted =
        from < text.length() && (text.charAt(from) == '\'' || text.charAt(from) == '"');
    int to = isQuoted ? quotedStep(text, from, steps) : text.indexOf(']', from);
    if (to < 0 || to >= text.length() || text.charAt(to) != ']') {
      throw wrong(text, from);
    }
    if (!isQuoted) {
      String number = text.substring(from, to);
      if (!number.matches("-?[0-9]{1,18}|#-[0-9]{1,18}")) {
        throw wrong(text, from);
      }
      long index = Long.parseLong(number.startsWith("#") ? number.substring(1) : number);
      steps.add(new Step("", index, Step.Kind.ELEMENT));
    }
    return to + 1;
  }

  private static SluiceException wrong(String path, int place) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no path that is supported: see place %d; write $.name, $['name'], $[0] and so on"
            .formatted(path, place + 1));
  }
}
