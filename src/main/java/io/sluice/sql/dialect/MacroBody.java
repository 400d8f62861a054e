package io.sluice.sql.dialect;

import io.sluice.sql.tree.TreeCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** The body of a macro for one call: arguments stand for the parameters, but not where a name is that of a table, an alias or a column of USING; and all of it stands where the call does. */
final class MacroBody extends SqlShuttle {
  private final SqlParserPos position;
  private final Map<String, SqlNode> arguments;

  /**
   * @param position of the call
   * @param arguments by the names of parameters, in an order without case
   */
  MacroBody(SqlParserPos position, Map<String, SqlNode> arguments) {
    this.position = position;
    this.arguments = arguments;
  }

  SqlNode of(SqlNode body) {
    SqlNode visited = body.accept(this);
    if (visited == null) {
      throw new IllegalStateException("a macro vanished");
    }
    return visited;
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier name) {
    SqlNode argument = name.isSimple() ? arguments.get(name.getSimple()) : null;
    return argument == null ? name.clone(position) : TreeCopy.of(argument);
  }

  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    return literal.clone(position);
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.AS || call.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
      List<SqlNode> operands = new ArrayList<>(call.getOperandList());
      operands.set(0, of(operands.get(0)));
      return call.getOperator().createCall(position, operands);
    }
    if (call.getOperator().equals(SqlLibraryOperators.INFIX_CAST)) {
      return SqlStdOperatorTable.CAST.createCall(position, of(call.operand(0)), call.operand(1));
    }
    if (call instanceof SqlLambda lambda) {
      return lambda(lambda);
    }
    if (call instanceof SqlWithItem item) {
      return new SqlWithItem(position, item.name, item.columnList, of(item.query), item.recursive);
    }
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      SqlNode from = relation(select.getFrom());
      select.setFrom(null);
      SqlSelect visited = (SqlSelect) placed(super.visit(select));
      visited.setFrom(from);
      return visited;
    }
    return placed(super.visit(call));
  }

  /** The parameters of a lambda hide those of the macro. */
  private SqlNode lambda(SqlLambda lambda) {
    Map<String, SqlNode> visible = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    visible.putAll(arguments);
    lambda.getParameters().forEach(name -> visible.remove(((SqlIdentifier) name).getSimple()));
    SqlNode body = new MacroBody(position, visible).of(lambda.getExpression());
    return new SqlLambda(position, lambda.getParameters(), body);
  }

  private SqlNode placed(@Nullable SqlNode visited) {
    if (visited == null) {
      throw new IllegalStateException("a macro vanished");
    }
    return visited instanceof SqlCall ? visited.clone(position) : visited;
  }

  /** A relation of FROM, in which names are those of tables. */
  private SqlNode relation(SqlNode relation) {
    if (relation instanceof SqlIdentifier) {
      return relation.clone(position);
    }
    if (relation instanceof SqlJoin join) {
      SqlNode condition = join.getCondition();
      return new SqlJoin(
          position,
          relation(join.getLeft()),
          SqlLiteral.createBoolean(join.isNatural(), position),
          join.getJoinType().symbol(position),
          relation(join.getRight()),
          join.getConditionType().symbol(position),
          condition == null || join.getConditionType() == JoinConditionType.USING
              ? condition
              : of(condition));
    }
    if (relation.getKind() == SqlKind.AS) {
      SqlCall named = (SqlCall) relation;
      List<SqlNode> operands = new ArrayList<>(named.getOperandList());
      operands.set(0, relation(operands.get(0)));
      return named.getOperator().createCall(position, operands);
    }
    return of(relation);
  }
}
