package io.sluice.sql.validation;

import io.sluice.sql.expression.OuterAggregate;
import io.sluice.sql.parser.TreeCopy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * A query with the validator that knows its names and types.
 *
 * @param query the validated tree
 */
public record ValidatedQuery(SqlNode query, SqlValidator validator) {
  /**
   * Validates a query. Which block an aggregate of a sub-query belongs to shows only when names are resolved: it is moved there then, and the query validated anew.
   *
   * @param validators makes a validator for each attempt
   */
  public static ValidatedQuery of(SqlNode query, Supplier<QueryValidator> validators) {
    SqlNode current = query;
    while (true) {
      Tracing copy = new Tracing();
      SqlNode attempt = current.accept(copy);
      QueryValidator validator = validators.get();
      try {
        return new ValidatedQuery(validator.validate(attempt), validator);
      } catch (OuterAggregatesFound found) {
        current = copy.moved(current, found);
      }
    }
  }

  /** Copies a tree and knows what its calls are copies of. */
  private static final class Tracing extends TreeCopy {
    private final IdentityHashMap<SqlNode, SqlNode> originals = new IdentityHashMap<>();

    @Override
    public SqlCall copy(SqlCall call) {
      SqlCall copy = super.copy(call);
      originals.put(copy, call);
      return copy;
    }

    /** The original with the aggregates in their block's HAVING and their values in their place. */
    SqlNode moved(SqlNode query, OuterAggregatesFound outer) {
      Map<SqlNode, OuterAggregate> aggregates = new IdentityHashMap<>();
      List<SqlNode> conditions = new ArrayList<>();
      for (OuterAggregates.Call found : outer.aggregates) {
        SqlNode call = originals.get(found.node());
        if (aggregates.putIfAbsent(call, found.aggregate()) == null) {
          conditions.add(found.aggregate().computed().createCall(call.getParserPosition(), call));
        }
      }
      return query.accept(new Moving(originals.get(outer.block), conditions, aggregates));
    }
  }

  private static final class Moving extends SqlShuttle {
    private final SqlNode block;
    private final List<SqlNode> conditions;
    private final Map<SqlNode, OuterAggregate> aggregates;

    Moving(SqlNode block, List<SqlNode> conditions, Map<SqlNode, OuterAggregate> aggregates) {
      this.block = block;
      this.conditions = conditions;
      this.aggregates = aggregates;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      OuterAggregate aggregate = aggregates.get(call);
      if (aggregate != null) {
        return aggregate.value().createCall(call.getParserPosition());
      }
      SqlNode visited = super.visit(call);
      if (call == block && visited instanceof SqlSelect select) {
        select.setHaving(having(select.getHaving()));
      }
      return visited;
    }

    private SqlNode having(@Nullable SqlNode having) {
      SqlNode all = having;
      for (SqlNode condition : conditions) {
        all = all == null
            ? condition
            : SqlStdOperatorTable.AND.createCall(condition.getParserPosition(), condition, all);
      }
      return all;
    }
  }
}
