package io.sluice.sql.validation;

import io.sluice.function.FunctionRegistry;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.sql.expression.AggregateOperator;
import io.sluice.sql.expression.ScalarOperator;
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
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The functions of a node as operators, before others of the same name. The basic aggregate functions are the validator's own, which its rules know. */
final class FunctionOperators implements SqlOperatorTable {
  private final Map<String, SqlOperator> byName = new HashMap<>();
  private final SqlOperatorTable others;

  FunctionOperators(FunctionRegistry functions, SqlOperatorTable others) {
    this.others = others;
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
      others.lookupOperatorOverloads(name, category, syntax, found, matcher);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(byName.values());
    all.addAll(others.getOperatorList());
    return all;
  }
}
