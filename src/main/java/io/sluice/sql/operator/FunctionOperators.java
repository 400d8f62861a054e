package io.sluice.sql.operator;

import io.sluice.function.FunctionRegistry;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.sql.dialect.DialectRewriter;
import io.sluice.sql.expression.AggregateOperator;
import io.sluice.sql.expression.ScalarOperator;
import io.sluice.sql.expression.TryOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** All operators that a call may name: the functions of a node come before others of the same name. The basic aggregate functions are the validator's own, which its rules know. Immutable. */
public final class FunctionOperators implements SqlOperatorTable {
  private static final SqlOperatorTable OTHERS = SqlOperatorTables.chain(
      TemporalOperators.TABLE,
      NestedOperators.TABLE,
      SqlOperatorTables.of(new RoundOperator(), new RemainderOperator()),
      DialectRewriter.withOperators(SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
          SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)),
      SqlOperatorTables.of(
          SqlLibraryOperators.SAFE_CAST, SqlLibraryOperators.TRY_CAST, TryOperator.INSTANCE));

  private final Map<String, SqlOperator> byName = new HashMap<>();
  private final FunctionRegistry functions;

  /** Makes the operators of a node, which serve all its queries. */
  public FunctionOperators(FunctionRegistry functions) {
    this.functions = functions;
    for (String name : functions.scalar().names()) {
      functions
          .scalar()
          .find(name)
          .ifPresent(function -> byName.put(name, new ScalarOperator(name, function)));
    }
    for (String name : functions.aggregate().names()) {
      functions
          .aggregate()
          .find(name)
          .filter(function -> !(function instanceof BasicAggregate))
          .ifPresent(function -> byName.put(name, new AggregateOperator(name, function)));
    }
  }

  /** What the operators stand for. */
  public FunctionRegistry functions() {
    return functions;
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    SqlOperator own = name.isSimple() && syntax == SqlSyntax.FUNCTION
        ? byName.get(name.getSimple().toLowerCase(Locale.ROOT))
        : null;
    if (own != null) {
      found.add(own);
    } else {
      OTHERS.lookupOperatorOverloads(name, category, syntax, found, matcher);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(byName.values());
    all.addAll(OTHERS.getOperatorList());
    return all;
  }
}
