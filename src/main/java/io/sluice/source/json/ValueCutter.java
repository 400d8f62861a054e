package io.sluice.source.json;

/**
 * Cuts between values by counting brackets outside of strings. Of a text that is one array it takes the elements: the brackets around them and the
 * commas between them become blanks.
 */
final class ValueCutter extends RecordCutter {
  private final boolean isArray;
  private Expected expected;

  /** Up to where the text was looked at. */
  private int at;

  /** Behind the last whole value. */
  private int valueEnd;

  private int depth;
  private boolean isInString;
  private boolean isEscaped;
  private boolean isInScalar;
  private long valueCount;
  private boolean isFirstAnArray;
  private boolean hasLineEndInValue;
  private boolean hasLineEndBetween;

  /** What may come next between values. */
  private enum Expected {
    OPENING_BRACKET,
    VALUE,
    VALUE_OR_CLOSING_BRACKET,
    COMMA_OR_CLOSING_BRACKET,
    NOTHING
  }

  ValueCutter(int maxRecordBytes, boolean isArray) {
    super(maxRecordBytes, 0);
    this.isArray = isArray;
    this.expected = isArray ? Expected.OPENING_BRACKET : Expected.VALUE;
  }

  @Override
  void moved(int count) {
    at -= count;
    valueEnd -= count;
  }

  @Override
  boolean next() throws JsonFormatException {
    at = Math.max(at, position);
    while (at < limit) {
      if (isInString) {
        lookIntoString();
      } else if (depth > 0) {
        lookIntoValue();
      } else {
        lookBetweenValues(buffer[at]);
        at++;
      }
    }
    if (isAtEnd) {
      finish();
    }
    if (valueEnd <= position) {
      // Blanks that nothing belongs to.
      if (depth == 0 && !isInString && !isInScalar) {
        position = at;
        valueEnd = at;
      }
      return false;
    }
    cut(valueEnd);
    return true;
  }

  private void lookIntoString() {
    byte[] bytes = buffer;
    int i = at;
    if (isEscaped) {
      isEscaped = false;
      i++;
    }
    while (i < limit && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    at = Math.min(i + 1, limit);
    if (i < limit) {
      isEscaped = bytes[i] == '\\';
      isInString = isEscaped;
      if (!isInString && depth == 0) {
        endValue(at);
      }
    }
  }

  private void lookIntoValue() {
    byte[] bytes = buffer;
    for (int i = at; i < limit; i++) {
      switch (bytes[i]) {
        case '"' -> {
          isInString = true;
          at = i + 1;
          return;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth--;
          if (depth == 0) {
            at = i + 1;
            endValue(at);
            return;
          }
        }
        case '\n' -> hasLineEndInValue = true;
        default -> {}
      }
    }
    at = limit;
  }

  private void lookBetweenValues(byte next) throws JsonFormatException {
    switch (next) {
      case ' ', '\t', '\r', '\n' -> {
        endScalar();
        hasLineEndBetween |= next == '\n';
      }
      case ',' -> {
        endScalar();
        expect(Expected.COMMA_OR_CLOSING_BRACKET);
        buffer[at] = ' ';
        expected = Expected.VALUE;
      }
      case ']' -> {
        endScalar();
        if (expected != Expected.VALUE_OR_CLOSING_BRACKET) {
          expect(Expected.COMMA_OR_CLOSING_BRACKET);
        }
        buffer[at] = ' ';
        expected = Expected.NOTHING;
      }
      case '[' -> {
        if (expected == Expected.OPENING_BRACKET) {
          buffer[at] = ' ';
          expected = Expected.VALUE_OR_CLOSING_BRACKET;
        } else {
          beginValue();
          isFirstAnArray |= valueCount == 1;
          depth = 1;
        }
      }
      case '{' -> {
        beginValue();
        depth = 1;
      }
      case '"' -> {
        beginValue();
        isInString = true;
      }
      default -> {
        if (!isInScalar) {
          beginValue();
          isInScalar = true;
        }
      }
    }
  }

  private void beginValue() throws JsonFormatException {
    endScalar();
    if (expected != Expected.VALUE_OR_CLOSING_BRACKET) {
      expect(Expected.VALUE);
    }
    valueCount++;
  }

  private void endScalar() {
    if (isInScalar) {
      isInScalar = false;
      endValue(at);
    }
  }

  private void endValue(int end) {
    valueEnd = end;
    expected = isArray ? Expected.COMMA_OR_CLOSING_BRACKET : Expected.VALUE;
  }

  private void expect(Expected needed) throws JsonFormatException {
    if (expected != needed) {
      String what = switch (expected) {
        case OPENING_BRACKET -> "the array of records begins with '['";
        case VALUE -> "a value is expected";
        case VALUE_OR_CLOSING_BRACKET -> "a value or ']' is expected";
        case COMMA_OR_CLOSING_BRACKET -> "',' or ']' is expected after a record";
        case NOTHING -> "text follows the ']' that ends the array of records";
      };
      throw new JsonFormatException(offset(at), what);
    }
  }

  private void finish() throws JsonFormatException {
    if (depth > 0 || isInString) {
      // What is wrong with it, the parser says.
      valueEnd = limit;
      depth = 0;
      isInString = false;
      expected = Expected.NOTHING;
      return;
    }
    endScalar();
    boolean isOpen =
        isArray && expected != Expected.NOTHING && expected != Expected.OPENING_BRACKET;
    if (isOpen) {
      throw new JsonFormatException(offset(limit), "the array of records is never closed");
    }
  }

  /** Whether there is only one value so far, and that is an array. */
  boolean isOneArray() {
    return valueCount == 1 && isFirstAnArray;
  }

  /** Whether some line end stands in a value. */
  boolean hasLineEndInValue() {
    return hasLineEndInValue;
  }

  /** Whether some line end stands between values or behind the last one. */
  boolean hasLineEndBetween() {
    return hasLineEndBetween;
  }
}
