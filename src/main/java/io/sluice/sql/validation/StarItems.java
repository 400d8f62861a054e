package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.StarOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * The columns that {@code * EXCLUDE ...}, {@code * LIKE ...} and {@code COLUMNS(...)} stand for, in their places. An expression around COLUMNS is repeated for each
 * column; in WHERE, HAVING and QUALIFY all repetitions have to hold. Serves one query block, whose FROM was validated.
 */
final class StarItems {
  private final SqlSelect select;
  private final Function<SqlIdentifier, List<Column>> columns;

  StarItems(SqlValidator validator, SqlSelect select) {
    this(select, star -> columns(validator, select, star));
  }

  /**
   * Of a block whose columns are known otherwise.
   *
   * @param columns those of a star
   */
  StarItems(SqlSelect select, Function<SqlIdentifier, List<Column>> columns) {
    this.select = select;
    this.columns = columns;
  }

  /** A column, or what stands in its place. */
  record Column(SqlNode value, String name) {}

  void expand() {
    expand(select.getSelectList());
    SqlNodeList order = select.getOrderList();
    if (order != null && order.stream().anyMatch(StarOperator::isIn)) {
      List<SqlNode> keys = new ArrayList<>();
      order.forEach(key -> repeated(key).forEach(column -> keys.add(column.value())));
      select.setOrderBy(new SqlNodeList(keys, order.getParserPosition()));
    }
    SqlNode where = select.getWhere();
    if (where != null) {
      select.setWhere(all(where));
    }
    SqlNode having = select.getHaving();
    if (having != null) {
      select.setHaving(all(having));
    }
    SqlNode qualify = select.getQualify();
    if (qualify != null) {
      select.setQualify(all(qualify));
    }
  }

  /** In the list itself, which validation holds on to. */
  private void expand(SqlNodeList items) {
    if (items.stream().noneMatch(StarOperator::isIn)) {
      return;
    }
    List<SqlNode> expanded = new ArrayList<>();
    for (SqlNode item : items) {
      if (!StarOperator.isIn(item)) {
        expanded.add(item);
      } else if (item.getKind() == SqlKind.AS) {
        SqlCall named = (SqlCall) item;
        repeated(named.operand(0))
            .forEach(column -> expanded.add(Trees.as(column.value(), named.operand(1))));
      } else {
        SqlParserPos position = item.getParserPosition();
        repeated(item)
            .forEach(column ->
                expanded.add(Trees.as(column.value(), new SqlIdentifier(column.name(), position))));
      }
    }
    items.clear();
    items.addAll(expanded);
  }

  private SqlNode all(SqlNode condition) {
    if (!StarOperator.isIn(condition)) {
      return condition;
    }
    return repeated(condition).stream()
        .map(Column::value)
        .reduce((left, right) ->
            SqlStdOperatorTable.AND.createCall(condition.getParserPosition(), left, right))
        .orElseThrow(() -> error("COLUMNS chooses no column", condition));
  }

  /** An expression for each of the columns that its star stands for, or these themselves of a star alone. */
  List<Column> repeated(SqlNode expression) {
    if (expression instanceof SqlIdentifier star) {
      return columns.apply(star);
    }
    SqlCall star = onlyStar(expression);
    List<Column> chosen = choose(star);
    if (star == expression) {
      return chosen;
    }
    List<Column> repeated = new ArrayList<>();
    for (Column column : chosen) {
      SqlNode copy = new TreeCopy().copy((SqlCall) expression).accept(new SqlShuttle() {
        @Override
        public @Nullable SqlNode visit(SqlCall call) {
          if (call.isA(SqlKind.QUERY)) {
            return call;
          }
          return call.getOperator() instanceof StarOperator ? column.value() : super.visit(call);
        }
      });
      repeated.add(new Column(requireNonNull(copy), column.name()));
    }
    return repeated;
  }

  /** The star of an expression, which may come several times. */
  private static SqlCall onlyStar(SqlNode expression) {
    List<SqlCall> stars = new ArrayList<>();
    expression.accept(new SqlShuttle() {
      @Override
      public @Nullable SqlNode visit(SqlCall call) {
        if (call.getOperator() instanceof StarOperator) {
          stars.add(call);
          return call;
        }
        if (call.isA(SqlKind.QUERY)) {
          return call;
        }
        return super.visit(call);
      }
    });
    for (SqlCall star : stars) {
      if (!star.equalsDeep(stars.get(0), Litmus.IGNORE)) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Different COLUMNS in one expression are not supported",
            StatementParser.position(star.getParserPosition()),
            null);
      }
    }
    return stars.get(0);
  }

  private List<Column> choose(SqlNode chooser) {
    if (chooser instanceof SqlIdentifier star && star.isStar()) {
      return columns.apply(star);
    }
    if (chooser instanceof SqlLiteral regex) {
      return matching(
          columns.apply(SqlIdentifier.star(chooser.getParserPosition())),
          pattern(() -> NamePatterns.containing(text(regex)), chooser),
          chooser);
    }
    if (chooser instanceof SqlBasicCall call) {
      if (call.getOperator() instanceof StarOperator operator) {
        return choose(operator, call);
      }
      if (call.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
        return named(call);
      }
    }
    throw error("COLUMNS takes *, a text with a regular expression or an array of names", chooser);
  }

  private List<Column> choose(StarOperator operator, SqlCall call) {
    if (operator.equals(StarOperator.COLUMNS)) {
      return choose(call.operand(0));
    }
    List<Column> all = columns.apply(call.operand(0));
    return operator.equals(StarOperator.OPTIONS)
        ? withOptions(all, call)
        : matching(
            all,
            pattern(() -> NamePatterns.of(operator, text(call.operand(1))), call.operand(1)),
            call);
  }

  /** The pattern; what is wrong with it is told with its place. */
  private static Predicate<String> pattern(Supplier<Predicate<String>> pattern, SqlNode where) {
    try {
      return pattern.get();
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(StatementParser.position(where.getParserPosition())) : e;
    }
  }

  private static String text(SqlLiteral literal) {
    if (literal instanceof SqlCharStringLiteral text) {
      return text.getValueAs(String.class);
    }
    throw error("A name of a column is a text here", literal);
  }

  static List<Column> columns(SqlValidator validator, SqlSelect select, SqlIdentifier star) {
    List<Column> columns = new ArrayList<>();
    SqlNodeList items = validator.expandStar(SqlNodeList.of(star), select, false);
    // The validator takes what it expanded last for the outputs of the query.
    requireNonNull(validator.getRawSelectScope(select)).setExpandedSelectList(null);
    for (SqlNode item : items) {
      SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
      columns.add(new Column(value, requireNonNull(SqlValidatorUtil.alias(item))));
    }
    return columns;
  }

  private static List<Column> matching(
      List<Column> columns, Predicate<String> pattern, SqlNode where) {
    List<Column> matching =
        columns.stream().filter(column -> pattern.test(column.name())).toList();
    if (matching.isEmpty()) {
      throw error("No column has a name of this pattern", where);
    }
    return matching;
  }

  private List<Column> named(SqlCall names) {
    List<Column> all = columns.apply(SqlIdentifier.star(names.getParserPosition()));
    Set<Integer> chosen = new TreeSet<>();
    for (SqlNode name : names.getOperandList()) {
      if (!(name instanceof SqlLiteral literal)) {
        throw error("COLUMNS takes an array of texts", name);
      }
      chosen.addAll(indicesOf(new SqlIdentifier(text(literal), name.getParserPosition()), all));
    }
    return chosen.stream().map(all::get).toList();
  }

  private static List<Column> withOptions(List<Column> columns, SqlCall options) {
    List<Column> result = new ArrayList<>(columns);
    Set<Integer> excluded = new HashSet<>();
    for (SqlNode name : list(options, 1)) {
      if (!(name instanceof SqlIdentifier column)) {
        throw error("EXCLUDE takes names of columns", name);
      }
      excluded.addAll(indicesOf(column, columns));
    }
    for (SqlNode replacement : list(options, 2)) {
      SqlCall named = (SqlCall) replacement;
      for (int index : indicesOf(named.operand(1), columns)) {
        result.set(index, new Column(named.operand(0), columns.get(index).name()));
      }
    }
    for (SqlNode renaming : list(options, 3)) {
      SqlCall named = (SqlCall) renaming;
      if (!(named.operand(0) instanceof SqlIdentifier column)) {
        throw error("RENAME takes names of columns", named);
      }
      String newName = ((SqlIdentifier) named.operand(1)).getSimple();
      for (int index : indicesOf(column, columns)) {
        result.set(index, new Column(result.get(index).value(), newName));
      }
    }
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < result.size(); i++) {
      if (!excluded.contains(i)) {
        kept.add(result.get(i));
      }
    }
    if (kept.isEmpty()) {
      throw error("No column is left", options);
    }
    return kept;
  }

  private static Iterable<SqlNode> list(SqlCall options, int operand) {
    SqlNode list = options.getOperandList().get(operand);
    return list == null ? List.of() : (SqlNodeList) list;
  }

  /** The columns of a name, which may have that of the table in front; both tables of a join may have one. */
  private static List<Integer> indicesOf(SqlIdentifier name, List<Column> columns) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (isNamed(columns.get(i), name.names)) {
        found.add(i);
      }
    }
    if (found.isEmpty()) {
      List<String> names = columns.stream().map(Column::name).toList();
      String last = name.names.get(name.names.size() - 1);
      throw new SluiceException(
          ErrorCode.COLUMN_NOT_FOUND,
          "Column '" + name + "' not found" + NearestName.hint(last, names),
          StatementParser.position(name.getParserPosition()),
          null);
    }
    return found;
  }

  private static boolean isNamed(Column column, List<String> name) {
    int last = name.size() - 1;
    if (!column.name().equalsIgnoreCase(name.get(last))) {
      return false;
    }
    if (last == 0) {
      return true;
    }
    if (!(column.value() instanceof SqlIdentifier qualified)) {
      return false;
    }
    int count = qualified.names.size();
    return count > 1 && qualified.names.get(count - 2).equalsIgnoreCase(name.get(last - 1));
  }

  private static SluiceException error(String message, SqlNode where) {
    return new SluiceException(
        ErrorCode.SEMANTIC_ERROR,
        message,
        StatementParser.position(where.getParserPosition()),
        null);
  }
}
