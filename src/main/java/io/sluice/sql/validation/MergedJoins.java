package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.AsofOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.jspecify.annotations.Nullable;

/**
 * USING and NATURAL in FROM, written with ON. A merged column stands where the left side has it; its value is that of the side that has a row, the left one first. Names without a table and stars mean merged columns, those with
 * a table the tables' own. Serves one block.
 */
final class MergedJoins {
  private final SqlValidator validator;
  private final SqlSelect block;
  private final Revision revision = new Revision();
  /** Of names alone, which may have to be changed before the tables are known. */
  private final Revision names = new Revision();

  /** The columns of each table, without merging. */
  private final List<Column> own = new ArrayList<>();

  private int unnamedCount;

  /**
   * A column that a star gives.
   *
   * @param value over the tables' own columns
   */
  record Column(String name, SqlNode value, boolean isMerged) {
    boolean isCalled(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private MergedJoins(SqlSelect block, SqlValidator validator) {
    this.block = block;
    this.validator = validator;
  }

  /**
   * Leaves a block as it is that merges no columns.
   *
   * @throws Revision with the block written otherwise
   * @throws SluiceException of a USER code where a side has no or several columns of a name
   */
  static void write(SqlSelect block, SqlValidator validator) {
    SqlNode from = block.getFrom();
    if (from != null && isMerging(from)) {
      MergedJoins joins = new MergedJoins(block, validator);
      List<Column> columns = joins.columns(from, List.of());
      joins.writeItems(columns);
      joins.names.changes().forEach(joins.revision::with);
      throw joins.revision;
    }
  }

  private static boolean isMerging(SqlNode relation) {
    return relation instanceof SqlJoin join
        && (join.isNatural()
            || join.getConditionType() == JoinConditionType.USING
            || isMerging(join.getLeft())
            || isMerging(join.getRight()));
  }

  /**
   * @param before of the tables further left, which lateral relations read
   */
  private List<Column> columns(SqlNode relation, List<Column> before) {
    if (!(relation instanceof SqlJoin join)) {
      return columnsOfTable(relation, before);
    }
    List<Column> left = columns(join.getLeft(), before);
    List<Column> right = columns(join.getRight(), both(before, left));
    List<String> names = names(join, left, right);
    List<Column> columns = new ArrayList<>();
    if (names.isEmpty()) {
      if (join.getConditionType() == JoinConditionType.ON) {
        newNames(both(left, right)).visitPart(join.getCondition());
      }
      return both(left, right);
    }
    SqlParserPos position = join.getConditionTypeNode().getParserPosition();
    SqlNode condition = null;
    Map<String, SqlNode> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      Column ofLeft = only(left, name, "left", join);
      Column ofRight = only(right, name, "right", join);
      boolean isCompared = isAsof(join) && name.equals(names.get(names.size() - 1));
      SqlNode equal = (isCompared
              ? SqlStdOperatorTable.GREATER_THAN_OR_EQUAL
              : SqlStdOperatorTable.EQUALS)
          .createCall(position, copy(ofLeft.value()), copy(ofRight.value()));
      condition = condition == null
          ? equal
          : SqlStdOperatorTable.AND.createCall(position, condition, equal);
      merged.put(name, merged(join, ofLeft.value(), ofRight.value()));
    }
    for (Column column : left) {
      SqlNode value = merged.get(column.name());
      columns.add(value == null ? column : new Column(column.name(), value, true));
    }
    right.stream().filter(column -> !merged.containsKey(column.name())).forEach(columns::add);
    SqlNode all = isAsof(join)
        ? AsofOperator.INSTANCE.createCall(position, requireNonNull(condition))
        : requireNonNull(condition);
    revision.with(join, (old, originals) -> withCondition((SqlJoin) old, all));
    return columns;
  }

  private static List<Column> both(List<Column> left, List<Column> right) {
    List<Column> columns = new ArrayList<>(left);
    columns.addAll(right);
    return columns;
  }

  private static SqlNode merged(SqlJoin join, SqlNode left, SqlNode right) {
    return switch (join.getJoinType()) {
      case RIGHT -> right;
      case FULL ->
        SqlStdOperatorTable.COALESCE.createCall(left.getParserPosition(), copy(left), copy(right));
      default -> left;
    };
  }

  private static SqlNode withCondition(SqlJoin join, SqlNode condition) {
    SqlParserPos position = join.getParserPosition();
    return new SqlJoin(
        position,
        join.getLeft(),
        SqlLiteral.createBoolean(false, position),
        join.getJoinTypeNode(),
        join.getRight(),
        JoinConditionType.ON.symbol(position),
        condition);
  }

  /** Whether the last column is compared by {@code >=}. */
  private static boolean isAsof(SqlJoin join) {
    return join.getCondition() instanceof SqlNodeList list
        && list.get(list.size() - 1) instanceof SqlCall call
        && call.getOperator().equals(AsofOperator.INSTANCE);
  }

  private static List<String> names(SqlJoin join, List<Column> left, List<Column> right) {
    if (join.getConditionType() == JoinConditionType.USING) {
      return ((SqlNodeList) requireNonNull(join.getCondition()))
          .stream()
              .map(name -> name instanceof SqlCall last ? last.operand(0) : name)
              .map(name -> ((SqlIdentifier) name).getSimple())
              .toList();
    }
    if (!join.isNatural()) {
      return List.of();
    }
    List<String> names = left.stream()
        .map(Column::name)
        .filter(name -> right.stream().anyMatch(column -> column.isCalled(name)))
        .toList();
    if (names.isEmpty()) {
      throw error(
          ErrorCode.SEMANTIC_ERROR, "The sides of a NATURAL JOIN have no column in common", join);
    }
    return names;
  }

  private static Column only(List<Column> columns, String name, String side, SqlJoin join) {
    List<Column> found =
        columns.stream().filter(column -> column.isCalled(name)).toList();
    if (found.isEmpty()) {
      throw error(
          ErrorCode.COLUMN_NOT_FOUND,
          "The %s side of the join has no column '%s' for USING".formatted(side, name),
          requireNonNull(join.getCondition()));
    }
    if (found.size() > 1) {
      throw error(
          ErrorCode.SEMANTIC_ERROR,
          "Column '%s' is ambiguous, as the %s side of the join has several of the name"
              .formatted(name, side),
          join.getCondition() == null ? join : join.getCondition());
    }
    return found.get(0);
  }

  private static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }

  private List<Column> columnsOfTable(SqlNode relation, List<Column> before) {
    String alias = alias(relation);
    String table = alias == null ? "unnamed" + ++unnamedCount : alias;
    SqlParserPos position = relation.getParserPosition();
    if (alias == null) {
      revision.with(
          relation,
          (old, originals) ->
              SqlStdOperatorTable.AS.createCall(position, old, new SqlIdentifier(table, position)));
    }
    if (!before.isEmpty()) {
      newNames(before).visitFrom(relation);
    }
    List<Column> columns = new ArrayList<>();
    for (String name : columnNames(relation)) {
      columns.add(new Column(name, new SqlIdentifier(List.of(table, name), position), false));
    }
    own.addAll(columns);
    return columns;
  }

  private List<String> columnNames(SqlNode relation) {
    try {
      return namespace(relation).getRowType().getFieldNames();
    } catch (CalciteContextException e) {
      throw names.changes().isEmpty() ? e : names;
    }
  }

  private static @Nullable String alias(SqlNode relation) {
    if (relation instanceof SqlIdentifier name) {
      return name.names.get(name.names.size() - 1);
    }
    return switch (relation.getKind()) {
      case AS -> ((SqlIdentifier) ((SqlCall) relation).operand(1)).getSimple();
      case TABLESAMPLE -> alias(((SqlCall) relation).operand(0));
      default -> null;
    };
  }

  private SqlValidatorNamespace namespace(SqlNode relation) {
    SqlValidatorNamespace namespace = validator.getNamespace(relation);
    return namespace != null || !(relation instanceof SqlCall call)
        ? requireNonNull(namespace)
        : namespace(call.operand(0));
  }

  private static SqlNode copy(SqlNode value) {
    return TreeCopy.of(value);
  }

  private MergedNames newNames(List<Column> columns) {
    return new MergedNames(block, validator, columns, names);
  }

  private void writeItems(List<Column> columns) {
    newNames(columns).visitBlock();
    SqlNodeList items = block.getSelectList();
    revision.with(block, (old, originals) -> {
      SqlSelect select = (SqlSelect) old;
      List<SqlNode> written = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        SqlNode item = select.getSelectList().get(i);
        if (items.get(i) instanceof SqlIdentifier name && !(item instanceof SqlIdentifier)) {
          written.add(SqlStdOperatorTable.AS.createCall(name.getParserPosition(), item, name));
        } else if (item instanceof SqlIdentifier star && isPlain(star)) {
          columns.forEach(column -> written.add(item(column, star)));
        } else {
          written.add(item);
        }
      }
      select.setSelectList(new SqlNodeList(written, items.getParserPosition()));
      new StarItems(select, star -> columnsOf(star, columns)).expand();
      return select;
    });
  }

  private static boolean isPlain(SqlIdentifier star) {
    return star.isStar() && star.names.size() == 1;
  }

  private static SqlNode item(Column column, SqlIdentifier star) {
    SqlParserPos position = star.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(
        position, copy(column.value()), new SqlIdentifier(column.name(), position));
  }

  /** The columns of a star with options: all with merged ones, or those that a table has itself. */
  private List<StarItems.Column> columnsOf(SqlIdentifier star, List<Column> columns) {
    Stream<Column> meant = isPlain(star)
        ? columns.stream()
        : own.stream().filter(column -> isOf(column, star.names.get(star.names.size() - 2)));
    return meant
        .map(column -> new StarItems.Column(copy(column.value()), column.name()))
        .toList();
  }

  private static boolean isOf(Column column, String table) {
    return ((SqlIdentifier) column.value()).names.get(0).equalsIgnoreCase(table);
  }
}
