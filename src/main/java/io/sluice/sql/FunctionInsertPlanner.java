package io.sluice.sql;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.RowSink;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.analysis.AnalyzedQuery;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.analysis.ParameterValues;
import io.sluice.sql.dialect.NumberedParameters;
import io.sluice.sql.parser.StatementParser;
import io.sluice.type.Literal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** Plans statements that write to what a table function stands for. For one of them. */
final class FunctionInsertPlanner {
  private final InsertIntoFunction insert;
  private final List<Literal> parameters;
  private final Supplier<Analyzer> analyzers;
  private final Function<AnalyzedQuery, ExecutionPlan> planning;

  FunctionInsertPlanner(
      InsertIntoFunction insert,
      List<Literal> parameters,
      Supplier<Analyzer> analyzers,
      Function<AnalyzedQuery, ExecutionPlan> planning) {
    this.insert = insert;
    this.parameters = parameters;
    this.analyzers = analyzers;
    this.planning = planning;
  }

  ExecutionPlan plan(ParameterValues values) {
    SqlCall tree = (SqlCall) insert.source().tree();
    SqlCall call = tree.operand(1);
    Analyzer analyzer = analyzers.get();
    TableProvider target = analyzer.functionTable(call, argument -> argument(analyzer, argument));
    if (!(target instanceof RowSink sink)) {
      throw error(
          ErrorCode.NOT_SUPPORTED,
          "Table function '" + call.getOperator().getName() + "' takes no rows",
          call);
    }
    AnalyzedQuery query = analyzers
        .get()
        .analyze(tree.operand(0), insert.source().text(), insert.parameters().first(), values);
    SqlNodeList columns = (SqlNodeList) tree.getOperandList().get(2);
    return sink.insert(planning.apply(columns == null ? query : named(query, columns)));
  }

  private Literal argument(Analyzer analyzer, SqlNode argument) {
    if (argument instanceof SqlDynamicParam parameter) {
      return parameters.get(parameter.getIndex() - insert.parameters().first());
    }
    int number = argument instanceof SqlIdentifier name ? NumberedParameters.number(name) : 0;
    return number > 0 ? parameters.get(number - 1) : analyzer.constant(argument);
  }

  private static AnalyzedQuery named(AnalyzedQuery query, SqlNodeList columns) {
    if (columns.size() != query.columnNames().size()) {
      throw error(
          ErrorCode.SEMANTIC_ERROR,
          "%d column names for a query of %d columns"
              .formatted(columns.size(), query.columnNames().size()),
          columns);
    }
    return new AnalyzedQuery(
        query.plan(),
        columns.stream().map(column -> ((SqlIdentifier) column).getSimple()).toList());
  }

  private static SluiceException error(ErrorCode code, String message, SqlNode where) {
    return new SluiceException(
        code, message, StatementParser.position(where.getParserPosition()), null);
  }
}
