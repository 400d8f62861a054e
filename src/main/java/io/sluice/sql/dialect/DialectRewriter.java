package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Puts standard forms in the place of those of the dialect, in a whole query. For one tree. */
public final class DialectRewriter extends SqlShuttle {
  private final Predicate<String> aggregates;
  private final CurrentTime time;
  private final CurrentSchema schema;

  /**
   * Makes a rewriter.
   *
   * @param aggregates tells the names of aggregate functions
   * @param time when the statement runs
   * @param schema where names begin
   */
  public DialectRewriter(Predicate<String> aggregates, CurrentTime time, CurrentSchema schema) {
    this.aggregates = aggregates;
    this.time = time;
    this.schema = schema;
  }

  /** Some operators and those that rewritten queries use. */
  public static SqlOperatorTable withOperators(SqlOperatorTable operators) {
    return SqlOperatorTables.chain(operators, DialectFunctions.OPERATORS);
  }

  /** The query without forms of the dialect. The tree is changed. */
  public SqlNode rewrite(SqlNode query) {
    SqlNode rewritten = query.accept(this);
    if (rewritten == null) {
      throw new IllegalStateException("a query vanished");
    }
    return rewritten;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.ARRAY_QUERY_CONSTRUCTOR) {
      return rewrite(ArrayQueries.aggregated(call));
    }
    if (call.getKind() == SqlKind.FILTER && ExtremeValues.isListed(call.operand(0))) {
      return rewrite(ExtremeValues.filtered(call));
    }
    if (call instanceof SqlOrderBy ordered && !(ordered.query instanceof SqlSelect)) {
      return super.visit(SetOperationOrder.byPlaces(ordered));
    }
    if (call instanceof SqlOrderBy ordered && ordered.query instanceof SqlSelect select) {
      DistinctOn.expand(select, ordered.orderList);
      SqlOrderBy byPlaces = orderedByPlaces(ordered, select);
      if (byPlaces != ordered) {
        return visit(byPlaces);
      }
    } else if (call instanceof SqlSelect select) {
      DistinctOn.expand(select, SqlNodeList.EMPTY);
    }
    if (isNamedValues(call)) {
      return call.getOperator()
          .createCall(
              call.getParserPosition(),
              withOperand(call, ValuesColumns.visitRows(call.operand(0), this)));
    }
    SqlNode visited = call.getKind() == SqlKind.AS
        ? call.getOperator()
            .createCall(
                call.getParserPosition(), withOperand(call, rewrite(named(call.operand(0)))))
        : super.visit(call);
    if (!(visited instanceof SqlCall rewritten)) {
      return visited;
    }
    if (rewritten instanceof SqlSelect select) {
      SemiJoins.expand(select);
      GroupByAll.expand(select, aggregates);
      RepeatedNames.tellApartInFrom(select.getFrom());
      return select;
    }
    if (rewritten instanceof SqlWithItem item && item.columnList == null) {
      RepeatedNames.tellApart(item.query);
    }
    if (rewritten instanceof SqlJoin join) {
      return CommaJoins.nested(join);
    }
    Optional<SqlNode> constant = time.of(rewritten).or(() -> schema.of(rewritten));
    if (constant.isPresent()) {
      return constant.get();
    }
    return switch (rewritten.getKind()) {
      case VALUES -> ValuesColumns.named(rewritten);
      case SOME, ALL -> QuantifiedLists.unnested(rewritten);
      case EXPLICIT_TABLE -> Trees.selectAll(rewritten.operand(0), rewritten.getParserPosition());
      default -> DialectFunctions.replace(rewritten);
    };
  }

  /** What an alias stands behind; {@code (a JOIN b) AS c} hides the names of its tables as a query does. */
  private static SqlNode named(SqlNode value) {
    return value.getKind() == SqlKind.JOIN
        ? Trees.selectAll(value, value.getParserPosition())
        : value;
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    return IntervalFractions.read(literal);
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    int number = NumberedParameters.number(name);
    return number == 0
        ? time.of(name).or(() -> schema.of(name)).orElseGet(() -> asColumn(name))
        : new SqlDynamicParam(number - 1, name.getParserPosition());
  }

  /** USER is a column here, where the validator knows it as a function without brackets. */
  private static SqlNode asColumn(SqlIdentifier name) {
    if (!name.isSimple() || !name.getSimple().equalsIgnoreCase("USER")) {
      return name;
    }
    SqlParserPos position = name.getParserPosition().withQuoting(true);
    return new SqlIdentifier(name.names, null, position, List.of(position));
  }

  /** Whether VALUES have an alias for each column. */
  private static boolean isNamedValues(SqlCall call) {
    return call.getKind() == SqlKind.AS
        && call.operandCount() > 2
        && call.operand(0).getKind() == SqlKind.VALUES
        && ((SqlCall) ((SqlCall) call.operand(0)).operand(0)).operandCount()
            <= call.operandCount() - 2;
  }

  private static List<SqlNode> withOperand(SqlCall call, SqlNode first) {
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.set(0, first);
    return operands;
  }

  /** ORDER BY ALL of a sub-query, by the places of its outputs. That of a whole query is done where its columns are known. */
  private static SqlOrderBy orderedByPlaces(SqlOrderBy ordered, SqlSelect select) {
    if (ordered.orderList.stream().noneMatch(OrderByAll::isAll)) {
      return ordered;
    }
    SqlNode all = ordered.orderList.get(0);
    if (ordered.orderList.size() > 1 || select.getSelectList().stream().anyMatch(Trees::isStar)) {
      throw notSupported("ORDER BY ALL in a sub-query with * or beside other keys", all);
    }
    List<SqlNode> keys = new ArrayList<>();
    for (int place = 1; place <= select.getSelectList().size(); place++) {
      keys.add(SortKeys.with(
          all, SqlLiteral.createExactNumeric(Integer.toString(place), all.getParserPosition())));
    }
    return new SqlOrderBy(
        ordered.getParserPosition(),
        select,
        new SqlNodeList(keys, all.getParserPosition()),
        ordered.offset,
        ordered.fetch);
  }

  static SluiceException notSupported(String what, SqlNode where) {
    return error(ErrorCode.NOT_SUPPORTED, what + " is not supported", where);
  }

  static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }
}
