package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.tree.Trees;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The rows of a table after a MERGE, behind a column that tells what becomes of each: table and source, each with the numbers of their rows, are joined by FULL JOIN, and the first clause
 * that fits a joined row says what becomes of it. A row of the table that several clauses would change is disputed; of the joined rows of one that is changed once or never, one stays.
 */
public final class MergeQuery {
  private static final String ROW = "$row";
  private static final String FATE = "$fate";
  private static final String TARGET_ROW = "$target";
  private static final String SOURCE_ROW = "$source";
  private static final String MERGED = "$merged";

  /** Places of {@code RowFate}; a joined row that becomes no row of the table has the first. */
  private static final int NOWHERE = -1;

  private static final int KEPT = 0;
  private static final int WRITTEN = 1;
  private static final int REMOVED = 2;
  private static final int DISPUTED = 3;
  private static final int REFUSED = 4;

  private final TableDefinition table;
  private final SqlCall tree;
  private final List<String> sourceColumns;
  private final SqlParserPos position;
  private final String alias;
  private final SqlNode source;
  private final String sourceAlias;

  /**
   * @param tree with the table, alias, source, condition and clauses
   * @param sourceColumns the names of the source's columns
   */
  public MergeQuery(TableDefinition table, SqlCall tree, List<String> sourceColumns) {
    this.table = table;
    this.tree = tree;
    this.sourceColumns = sourceColumns;
    this.position = tree.getParserPosition();
    this.alias = targetAlias(tree);
    this.source = tree.operand(2);
    this.sourceAlias = alias(source);
    if (alias.equalsIgnoreCase(sourceAlias)) {
      throw TableElements.error(
          ErrorCode.SEMANTIC_ERROR,
          "Table and source of MERGE are both called '" + alias + "'; give one an alias",
          source);
    }
  }

  /** All columns of a source. */
  public static SqlNode allColumns(SqlNode source) {
    return Syntax.select(List.of(SqlIdentifier.star(source.getParserPosition())), source);
  }

  private static String alias(SqlNode source) {
    if (source instanceof SqlCall call && call.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) call.operand(1)).getSimple();
    }
    return source instanceof SqlIdentifier name
        ? name.names.get(name.names.size() - 1)
        : SOURCE_ROW;
  }

  /** The query. */
  public SqlNode query() {
    List<MergeClause> clauses = clauses();
    List<SqlNode> items = new ArrayList<>();
    items.add(Trees.as(fate(clauses), FATE));
    items.add(Trees.as(targetRow(), TARGET_ROW));
    items.add(Trees.as(sourceRow(), SOURCE_ROW));
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).field().name();
      items.add(Trees.as(value(clauses, i), name));
    }
    return onePerRow(Trees.as(Syntax.select(items, join()), MERGED));
  }

  private List<MergeClause> clauses() {
    List<MergeClause> clauses = new ArrayList<>();
    for (SqlNode syntax : (SqlNodeList) tree.operand(4)) {
      MergeClause clause =
          MergeClause.of((SqlCall) syntax, table, alias, sourceAlias, sourceColumns);
      if (clauses.stream()
          .anyMatch(other -> other.rows() == clause.rows() && other.condition() == null)) {
        throw TableElements.error(
            ErrorCode.SEMANTIC_ERROR,
            "No row is left for this clause; one before takes them all",
            syntax);
      }
      clauses.add(clause);
    }
    return clauses;
  }

  private SqlNode targetRow() {
    return column(alias, ROW);
  }

  private SqlNode sourceRow() {
    return column(sourceAlias, ROW);
  }

  private SqlNode column(String qualifier, String name) {
    return new SqlIdentifier(List.of(qualifier, name), position);
  }

  /** Whether a joined row is of a clause, if no clause before takes it. */
  private SqlNode fits(MergeClause clause) {
    SqlNode fits = switch (clause.rows()) {
      case MATCHED -> and(isThere(targetRow()), isThere(sourceRow()));
      case SOURCE_ONLY -> SqlStdOperatorTable.IS_NULL.createCall(position, targetRow());
      case TARGET_ONLY -> SqlStdOperatorTable.IS_NULL.createCall(position, sourceRow());
    };
    SqlNode condition = clause.condition();
    return condition == null
        ? fits
        : and(fits, SqlStdOperatorTable.IS_TRUE.createCall(position, condition));
  }

  private SqlNode isThere(SqlNode row) {
    return SqlStdOperatorTable.IS_NOT_NULL.createCall(position, row);
  }

  private SqlNode and(SqlNode left, SqlNode right) {
    return SqlStdOperatorTable.AND.createCall(position, left, right);
  }

  private SqlNode fate(List<MergeClause> clauses) {
    SqlNodeList conditions = new SqlNodeList(position);
    SqlNodeList fates = new SqlNodeList(position);
    for (MergeClause clause : clauses) {
      conditions.add(fits(clause));
      fates.add(number(
          switch (clause.action()) {
            case WRITE -> WRITTEN;
            case REMOVE -> REMOVED;
            case REFUSE -> REFUSED;
            case NOTHING -> clause.rows() == MergeClause.Rows.SOURCE_ONLY ? NOWHERE : KEPT;
          }));
    }
    conditions.add(isThere(targetRow()));
    fates.add(number(KEPT));
    return new SqlCase(position, null, conditions, fates, number(NOWHERE));
  }

  private SqlNode value(List<MergeClause> clauses, int index) {
    SqlNodeList conditions = new SqlNodeList(position);
    SqlNodeList values = new SqlNodeList(position);
    SqlNode old = column(alias, table.columns().get(index).field().name());
    for (MergeClause clause : clauses) {
      SqlNode value =
          clause.action() == MergeClause.Action.WRITE ? clause.values().get(index) : null;
      conditions.add(fits(clause));
      values.add(value == null ? old : value);
    }
    return new SqlCase(position, null, conditions, values, old);
  }

  private SqlNode number(int value) {
    SqlNode digits = SqlLiteral.createExactNumeric(Integer.toString(Math.abs(value)), position);
    return value < 0 ? SqlStdOperatorTable.UNARY_MINUS.createCall(position, digits) : digits;
  }

  private SqlNode join() {
    List<SqlNode> old = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      old.add(column(alias, column.field().name()));
    }
    old.add(Trees.as(JoinedRows.number(SqlNodeList.EMPTY, position), ROW));
    List<SqlNode> given = new ArrayList<>();
    given.add(SqlIdentifier.star(position));
    given.add(Trees.as(JoinedRows.number(SqlNodeList.EMPTY, position), ROW));
    return Syntax.join(
        Trees.as(Syntax.select(old, Trees.as(tree.operand(0), alias)), alias),
        JoinType.FULL,
        Trees.as(Syntax.select(given, source), sourceAlias),
        JoinConditionType.ON,
        condition(),
        position);
  }

  private SqlNode condition() {
    SqlNode condition = tree.operand(3);
    if (!(condition instanceof SqlNodeList columns)) {
      return condition;
    }
    List<Field> fields = table.schema().fields();
    SqlNode all = null;
    for (SqlNode name : columns) {
      SqlIdentifier column = (SqlIdentifier) name;
      TableElements.columnIndex(fields, column);
      SqlNode isSame = SqlStdOperatorTable.EQUALS.createCall(
          column.getParserPosition(),
          column(alias, column.getSimple()),
          column(sourceAlias, column.getSimple()));
      all = all == null ? isSame : and(all, isSame);
    }
    return all == null ? SqlLiteral.createBoolean(true, position) : all;
  }

  /** A row for each of the table, and for each new one. */
  private SqlNode onePerRow(SqlNode merged) {
    SqlNode fate = new SqlIdentifier(FATE, position);
    SqlNode targetRow = new SqlIdentifier(TARGET_ROW, position);
    SqlNodeList perRow = SqlNodeList.of(targetRow);
    SqlNode isAction = SqlStdOperatorTable.GREATER_THAN.createCall(position, fate, number(KEPT));
    SqlNode actions = JoinedRows.over(
        Trees.call(
            "count",
            new SqlCase(
                position,
                null,
                SqlNodeList.of(isAction),
                SqlNodeList.of(number(1)),
                SqlLiteral.createNull(position))),
        perRow,
        SqlNodeList.EMPTY);
    SqlNode isDisputed = and(
        isThere(targetRow),
        SqlStdOperatorTable.GREATER_THAN.createCall(position, actions, number(1)));
    List<SqlNode> items = new ArrayList<>();
    items.add(Trees.as(
        new SqlCase(
            position, null, SqlNodeList.of(isDisputed), SqlNodeList.of(number(DISPUTED)), fate),
        "$mark"));
    for (ColumnDefinition column : table.columns()) {
      items.add(column(MERGED, column.field().name()));
    }
    SqlSelect select = Syntax.select(items, merged);
    select.setWhere(
        SqlStdOperatorTable.GREATER_THAN_OR_EQUAL.createCall(position, fate, number(KEPT)));
    SqlNode place = JoinedRows.over(
        SqlStdOperatorTable.ROW_NUMBER.createCall(position),
        perRow,
        SqlNodeList.of(SqlStdOperatorTable.DESC.createCall(position, fate)));
    select.setQualify(SqlStdOperatorTable.OR.createCall(
        position,
        SqlStdOperatorTable.IS_NULL.createCall(position, targetRow),
        SqlStdOperatorTable.EQUALS.createCall(position, place, number(1))));
    return Syntax.ordered(select, targetRow, new SqlIdentifier(SOURCE_ROW, position));
  }

  /** The name by which RETURNING knows the table. */
  public static String targetAlias(SqlCall tree) {
    SqlIdentifier target = tree.operand(0);
    return tree.getOperandList().get(1) instanceof SqlIdentifier given
        ? given.getSimple()
        : target.names.get(target.names.size() - 1);
  }
}
