package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.PivotOperator;
import io.sluice.sql.grammar.StarOperator;
import io.sluice.sql.logical.UnnestFunction;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import io.sluice.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * PIVOT and UNPIVOT, written with what other queries have. PIVOT groups by the columns it does not name, and has an aggregate with FILTER for each value; UNPIVOT takes an array of the names and one of the values of its columns apart. Serves one
 * query block, whose FROM was validated.
 */
final class PivotedTables {
  private final SqlSelect block;
  private final List<StarItems.Column> columns;
  private final PivotAggregates aggregating;
  private final SqlParserPos position;

  private PivotedTables(
      SqlSelect block,
      List<StarItems.Column> columns,
      PivotAggregates aggregating,
      SqlParserPos position) {
    this.block = block;
    this.aggregating = aggregating;
    this.columns = columns;
    this.position = position;
  }

  /**
   * Leaves a block as it is that is none of them.
   *
   * @throws Revision with the block written otherwise
   */
  static void write(SqlSelect select, SqlValidator validator) {
    SqlCall call = call(select);
    if (call == null) {
      return;
    }
    SqlParserPos position = call.getParserPosition();
    List<StarItems.Column> columns =
        StarItems.columns(validator, select, SqlIdentifier.star(position)).stream()
            .map(PivotedTables::named)
            .toList();
    throw new Revision().with(select, (old, originals) -> {
      SqlSelect block = (SqlSelect) old;
      PivotedTables tables =
          new PivotedTables(block, columns, new PivotAggregates(validator), position);
      SqlCall original = call(block);
      if (original == null) {
        throw new IllegalStateException("a query changed");
      }
      return original.getOperator().equals(PivotOperator.PIVOT)
          ? tables.pivoted(original)
          : tables.unpivoted(original);
    });
  }

  /** A table without an alias has one that only the validator knows. */
  private static StarItems.Column named(StarItems.Column column) {
    boolean isOfUnnamedTable = column.value() instanceof SqlIdentifier name
        && name.names.get(0).startsWith(SqlTypes.MADE_UP_NAME);
    return isOfUnnamedTable
        ? new StarItems.Column(
            new SqlIdentifier(column.name(), column.value().getParserPosition()), column.name())
        : column;
  }

  private static @Nullable SqlCall call(SqlSelect select) {
    SqlNode item = select.getSelectList().get(0);
    SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
    return value instanceof SqlCall call && call.getOperator() instanceof PivotOperator
        ? call
        : null;
  }

  private SqlNode pivoted(SqlCall pivot) {
    SqlNodeList axes = pivot.operand(0);
    SqlNodeList aggregates = pivot.operand(1);
    SqlNodeList groups = (SqlNodeList) pivot.getOperandList().get(2);
    List<SqlNode> items = new ArrayList<>();
    List<SqlNode> keys = new ArrayList<>();
    if (groups == null) {
      Set<String> named = names(axes);
      named.addAll(names(aggregates));
      for (StarItems.Column column : columns) {
        if (!axes.isEmpty() && !named.contains(column.name())) {
          items.add(Trees.as(TreeCopy.of(column.value()), column.name()));
          keys.add(TreeCopy.of(column.value()));
        }
      }
    } else {
      groups.forEach(group -> {
        items.add(group);
        keys.add(TreeCopy.of(Trees.withoutAlias(group)));
      });
    }
    List<Cell> cells = axes.isEmpty() && aggregates.isEmpty() ? List.of() : cells(axes);
    for (Cell cell : cells) {
      items.addAll(values(cell, aggregates));
    }
    block.setSelectList(new SqlNodeList(items, position));
    block.setGroupBy(keys.isEmpty() ? null : new SqlNodeList(keys, position));
    return block;
  }

  /**
   * One value of each axis.
   *
   * @param condition null where there is no axis
   */
  private record Cell(String name, @Nullable SqlNode condition) {}

  private List<Cell> cells(SqlNodeList axes) {
    List<Cell> cells = List.of(new Cell("", null));
    for (SqlNode node : axes) {
      SqlCall axis = (SqlCall) node;
      SqlNodeList values = (SqlNodeList) axis.getOperandList().get(1);
      if (values == null) {
        throw error(
            ErrorCode.NOT_SUPPORTED,
            "PIVOT without the list of its values is not supported here; write ON ... IN (...)",
            axis);
      }
      checkDifferent(values);
      List<Cell> product = new ArrayList<>();
      for (Cell before : cells) {
        for (SqlNode value : values) {
          product.add(cell(before, axis.operand(0), value));
        }
      }
      cells = product;
    }
    return cells;
  }

  private static void checkDifferent(SqlNodeList values) {
    for (int i = 0; i < values.size(); i++) {
      SqlNode value = Trees.withoutAlias(values.get(i));
      if (values.subList(0, i).stream()
          .anyMatch(before -> Trees.withoutAlias(before).equalsDeep(value, Litmus.IGNORE))) {
        throw error(
            ErrorCode.SEMANTIC_ERROR,
            "The value " + value + " is there twice in the IN of PIVOT",
            value);
      }
    }
  }

  private Cell cell(Cell before, SqlNode axis, SqlNode item) {
    SqlNode value = Trees.withoutAlias(item);
    boolean isRow = axis.getKind() == SqlKind.ROW;
    List<SqlNode> axes = isRow ? ((SqlCall) axis).getOperandList() : List.of(axis);
    List<SqlNode> values = isRow && value.getKind() == SqlKind.ROW
        ? ((SqlCall) value).getOperandList()
        : List.of(value);
    if (axes.size() != values.size()) {
      throw error(
          ErrorCode.SEMANTIC_ERROR,
          "PIVOT ON %d columns takes as many values, but got %d"
              .formatted(axes.size(), values.size()),
          item);
    }
    String name = item.getKind() == SqlKind.AS
        ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()
        : values.stream().map(PivotedTables::text).collect(Collectors.joining("_"));
    SqlNode condition = before.condition();
    for (int i = 0; i < axes.size(); i++) {
      SqlNode isSame = SqlStdOperatorTable.IS_NOT_DISTINCT_FROM.createCall(
          position, TreeCopy.of(axes.get(i)), constant(values.get(i)));
      condition = condition == null
          ? isSame
          : SqlStdOperatorTable.AND.createCall(position, TreeCopy.of(condition), isSame);
    }
    return new Cell(before.name().isEmpty() ? name : before.name() + "_" + name, condition);
  }

  /** A name among the values is a text. */
  private static SqlNode constant(SqlNode value) {
    return value instanceof SqlIdentifier name && name.isSimple()
        ? SqlLiteral.createCharString(name.getSimple(), name.getParserPosition())
        : TreeCopy.of(value);
  }

  private static String text(SqlNode value) {
    if (value instanceof SqlIdentifier name && name.isSimple()) {
      return name.getSimple();
    }
    if (value instanceof SqlCharStringLiteral text) {
      return text.getValueAs(String.class);
    }
    if (value instanceof SqlLiteral literal) {
      String text = literal.toValue();
      return text == null
          ? "NULL"
          : literal.getValue() instanceof Boolean ? text.toLowerCase(Locale.ROOT) : text;
    }
    if (value instanceof SqlCall call
        && (call.getKind() == SqlKind.MINUS_PREFIX || call.getKind() == SqlKind.CAST)) {
      String text = text(call.operand(0));
      return call.getKind() == SqlKind.CAST ? text : "-" + text;
    }
    throw error(
        ErrorCode.SEMANTIC_ERROR, "A value of PIVOT is a constant, or has a name behind AS", value);
  }

  private List<SqlNode> values(Cell cell, SqlNodeList aggregates) {
    if (aggregates.isEmpty()) {
      SqlNode count = SqlStdOperatorTable.COUNT.createCall(position, SqlIdentifier.star(position));
      return List.of(
          cell.condition() == null
              ? count
              : Trees.as(aggregating.filtered(count, cell.condition()), cell.name()));
    }
    List<SqlNode> items = new ArrayList<>();
    for (SqlNode item : aggregates) {
      if (cell.condition() == null) {
        items.add(item);
      } else {
        String name = item.getKind() == SqlKind.AS
            ? cell.name() + "_" + ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()
            : cell.name();
        items.add(Trees.as(aggregating.filtered(Trees.withoutAlias(item), cell.condition()), name));
      }
    }
    return items;
  }

  private SqlNode unpivoted(SqlCall unpivot) {
    List<Entry> entries = new ArrayList<>();
    for (SqlNode item : (SqlNodeList) unpivot.operand(0)) {
      entries.addAll(entries(item));
    }
    SqlIdentifier name = unpivot.operand(1);
    SqlNodeList valueNames = unpivot.operand(2);
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<SqlNode> names = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.values().size() != valueNames.size()) {
        throw error(
            ErrorCode.SEMANTIC_ERROR,
            "UNPIVOT into %d columns takes as many in each place, but got %d"
                .formatted(valueNames.size(), entry.values().size()),
            entry.values().get(0));
      }
      names.add(SqlLiteral.createCharString(entry.name(), position));
      entry.values().forEach(value -> taken.addAll(names(value)));
    }
    List<SqlNode> items = new ArrayList<>();
    for (StarItems.Column column : columns) {
      if (!taken.contains(column.name())) {
        items.add(Trees.as(TreeCopy.of(column.value()), column.name()));
      }
    }
    items.add(Trees.as(elements(names), name.getSimple()));
    SqlNode isRow = null;
    for (int i = 0; i < valueNames.size(); i++) {
      int place = i;
      SqlIdentifier value = (SqlIdentifier) valueNames.get(i);
      items.add(Trees.as(
          elements(entries.stream()
              .map(entry -> TreeCopy.of(entry.values().get(place)))
              .toList()),
          value.getSimple()));
      SqlNode isThere = SqlStdOperatorTable.IS_NOT_NULL.createCall(
          position, new SqlIdentifier(value.getSimple(), position));
      isRow =
          isRow == null ? isThere : SqlStdOperatorTable.AND.createCall(position, isRow, isThere);
    }
    block.setSelectList(new SqlNodeList(items, position));
    boolean hasNulls = ((SqlLiteral) unpivot.operand(3)).booleanValue();
    return hasNulls
        ? block
        : SelectBuilder.select(position, SqlIdentifier.star(position))
            .from(block)
            .where(isRow)
            .build();
  }

  /**
   * What becomes one row.
   *
   * @param values one for each column of values
   */
  private record Entry(String name, List<SqlNode> values) {}

  private List<Entry> entries(SqlNode item) {
    SqlNode value = Trees.withoutAlias(item);
    if (StarOperator.isIn(item) || value instanceof SqlIdentifier star && star.isStar()) {
      return new StarItems(block, star -> columns)
          .repeated(value).stream()
              .map(column -> new Entry(column.name(), List.of(column.value())))
              .toList();
    }
    List<SqlNode> values =
        value.getKind() == SqlKind.ROW ? ((SqlCall) value).getOperandList() : List.of(value);
    String name = item.getKind() == SqlKind.AS
        ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()
        : values.stream().map(this::columnName).collect(Collectors.joining("_"));
    return List.of(new Entry(name, values));
  }

  /** As the table has it. */
  private String columnName(SqlNode value) {
    if (value instanceof SqlIdentifier column) {
      String written = column.names.get(column.names.size() - 1);
      return columns.stream()
          .map(StarItems.Column::name)
          .filter(written::equalsIgnoreCase)
          .findFirst()
          .orElse(written);
    }
    throw error(
        ErrorCode.SEMANTIC_ERROR, "An expression of UNPIVOT has a name: expression AS name", value);
  }

  private SqlNode elements(List<SqlNode> values) {
    return Trees.call(
        UnnestFunction.INSTANCE.getName(),
        position,
        List.of(SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(position, values)));
  }

  /** The columns that an expression names. */
  private static Set<String> names(SqlNode expression) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    expression.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.getKind() == SqlKind.AS) {
          return call.operand(0).accept(this);
        }
        if (call.getOperator().equals(PivotOperator.AXIS)) {
          return call.operand(0).accept(this);
        }
        return super.visit(call);
      }

      @Override
      public @Nullable Void visit(SqlIdentifier name) {
        names.add(name.names.get(name.names.size() - 1));
        return null;
      }
    });
    return names;
  }

  private static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }
}
