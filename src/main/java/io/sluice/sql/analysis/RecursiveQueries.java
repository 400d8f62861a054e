package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the queries of WITH for validation: writes their names alike wherever FROM names them, tells the recursive ones from the others and checks their form. Stateless.
 */
final class RecursiveQueries {
  private RecursiveQueries() {}

  /**
   * Prepares the items of a WITH, whose tree is changed.
   *
   * @throws SluiceException of code SEMANTIC_ERROR or NOT_SUPPORTED, with the position
   */
  static void prepare(SqlWith with) {
    for (int i = 0; i < with.withList.size(); i++) {
      SqlWithItem item = (SqlWithItem) with.withList.get(i);
      if (item.recursive.booleanValue()) {
        prepare(item);
      }
      References references = new References(item.name.getSimple());
      for (SqlNode later : with.withList.subList(i + 1, with.withList.size())) {
        references.areIn(((SqlWithItem) later).query);
      }
      references.areIn(with.body);
    }
  }

  private static void prepare(SqlWithItem item) {
    String name = item.name.getSimple();
    if (!new References(name).areIn(item.query)) {
      item.setOperand(3, SqlLiteral.createBoolean(false, item.recursive.getParserPosition()));
      return;
    }
    SqlNode query = item.query;
    if (query.getKind() == SqlKind.ORDER_BY) {
      throw error(
          ErrorCode.NOT_SUPPORTED,
          "ORDER BY, LIMIT and OFFSET of the recursive query '" + name
              + "' are not supported; write them where it is read",
          query);
    }
    if (query.getKind() != SqlKind.UNION
        || new References(name).areIn(((SqlCall) query).operand(0))) {
      throw error(
          ErrorCode.SEMANTIC_ERROR,
          "The recursive query '" + name
              + "' must be a UNION or UNION ALL of a query that does not read it and one that does",
          query);
    }
    SqlCall union = (SqlCall) query;
    union.setOperand(0, nullable(union.operand(0), item.columnList));
  }

  /** A query with the same rows, any column of which may be NULL, since those of later iterations may be. */
  private static SqlNode nullable(SqlNode query, @Nullable SqlNodeList columnNames) {
    SqlParserPos position = query.getParserPosition();
    List<SqlNode> named = new ArrayList<>(List.of(query, new SqlIdentifier("seed", position)));
    if (columnNames != null) {
      named.addAll(columnNames);
    }
    SqlNode seed = SqlStdOperatorTable.AS.createCall(position, named);
    SqlNode nothing = Trees.as(
        SelectBuilder.select(position, SqlLiteral.createExactNumeric("1", position))
            .where(SqlLiteral.createBoolean(false, position))
            .build(),
        "nothing");
    SqlJoin join = new SqlJoin(
        position,
        seed,
        SqlLiteral.createBoolean(false, position),
        JoinType.FULL.symbol(position),
        nothing,
        JoinConditionType.ON.symbol(position),
        SqlLiteral.createBoolean(false, position));
    SqlIdentifier columns =
        SqlIdentifier.star(List.of("seed", ""), position, List.of(position, position));
    return SelectBuilder.select(position, columns).from(join).build();
  }

  private static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }

  /** Finds where FROM names a query, and writes the name as WITH does. */
  private static final class References extends SqlShuttle {
    private final String name;
    private boolean isFound;

    References(String name) {
      this.name = name;
    }

    boolean areIn(SqlNode query) {
      query.accept(this);
      return isFound;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      if (call instanceof SqlWith with && isDefinedBy(with)) {
        return call;
      }
      if (call instanceof SqlSelect select && select.getFrom() != null) {
        select.setFrom(named(select.getFrom()));
      }
      return super.visit(call);
    }

    /** Whether the name means another query there. */
    private boolean isDefinedBy(SqlWith with) {
      return with.withList.stream()
          .anyMatch(item -> ((SqlWithItem) item).name.getSimple().equalsIgnoreCase(name));
    }

    private SqlNode named(SqlNode relation) {
      if (relation instanceof SqlIdentifier table
          && table.isSimple()
          && table.getSimple().equalsIgnoreCase(name)) {
        isFound = true;
        return new SqlIdentifier(name, table.getParserPosition());
      }
      if (relation instanceof SqlJoin join) {
        join.setLeft(named(join.getLeft()));
        join.setRight(named(join.getRight()));
      } else if (relation.getKind() == SqlKind.AS
          || relation.getKind() == SqlKind.TABLESAMPLE
          || relation.getKind() == SqlKind.LATERAL) {
        SqlCall call = (SqlCall) relation;
        call.setOperand(0, named(call.operand(0)));
      }
      return relation;
    }
  }
}
