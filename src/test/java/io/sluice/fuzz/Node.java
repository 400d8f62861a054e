package io.sluice.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a query: text in which {@code #0}, {@code #1} stand for further pieces.
 *
 * @param type of an expression; null for anything else
 * @param isOptional whether the query may do without it
 */
record Node(@Nullable ValueType type, boolean isOptional, String pattern, List<Node> children) {
  static final Node EMPTY = of("");

  Node {
    children = List.copyOf(children);
  }

  static Node of(String pattern, Node... children) {
    return new Node(null, false, pattern, List.of(children));
  }

  static Node optional(String pattern, Node... children) {
    return new Node(null, true, pattern, List.of(children));
  }

  static Node expression(ValueType type, String pattern, Node... children) {
    return new Node(type, false, pattern, List.of(children));
  }

  /** Pieces with commas between them, of which all but the first are optional. */
  static Node list(List<Node> elements) {
    StringBuilder pattern = new StringBuilder("#0");
    List<Node> children = new ArrayList<>();
    children.add(elements.get(0));
    for (Node element : elements.subList(1, elements.size())) {
      pattern.append('#').append(children.size());
      children.add(optional(", #0", element));
    }
    return new Node(null, false, pattern.toString(), children);
  }

  String sql() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '#') {
        sql.append(c);
        continue;
      }
      int end = i + 1;
      while (end < pattern.length() && Character.isDigit(pattern.charAt(end))) {
        end++;
      }
      sql.append(children.get(Integer.parseInt(pattern.substring(i + 1, end))).sql());
      i = end - 1;
    }
    return sql.toString();
  }

  int size() {
    return 1 + children.stream().mapToInt(Node::size).sum();
  }

  /** Smaller pieces that might do in its place, the smallest first. Not all are valid. */
  List<Node> reductions() {
    List<Node> smaller = new ArrayList<>();
    if (isOptional && !this.equals(EMPTY)) {
      smaller.add(EMPTY);
    }
    if (type != null && !children.isEmpty()) {
      smaller.add(expression(type, type.nullLiteral()));
      for (Node child : children) {
        if (child.type() == type) {
          smaller.add(child);
        }
      }
    }
    for (int i = 0; i < children.size(); i++) {
      for (Node reduced : children.get(i).reductions()) {
        List<Node> changed = new ArrayList<>(children);
        changed.set(i, reduced);
        smaller.add(new Node(type, isOptional, pattern, changed));
      }
    }
    return smaller;
  }
}
