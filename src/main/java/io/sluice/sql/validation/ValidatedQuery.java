package io.sluice.sql.validation;

import io.sluice.sql.tree.TreeCopy;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * A query with the validator that knows its names and types.
 *
 * @param query the validated tree
 */
public record ValidatedQuery(SqlNode query, SqlValidator validator) {
  /** More are a mistake of ours: each attempt leaves one such form less. */
  private static final int MAX_ATTEMPTS = 1_000;

  /**
   * Validates a query. Some forms show only when names are resolved, as validation changes the tree by then: they are written otherwise in the tree as it was, and the query is validated anew.
   *
   * @param validators makes a validator for each attempt
   */
  public static ValidatedQuery of(SqlNode query, Supplier<QueryValidator> validators) {
    SqlNode current = present(query.accept(new ImpliedLateral()));
    CalciteContextException error = null;
    for (int attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      Tracing tracing = new Tracing();
      SqlNode attempt = present(current.accept(tracing));
      QueryValidator validator = validators.get();
      try {
        return new ValidatedQuery(validator.validate(attempt), validator);
      } catch (Revision revision) {
        current = tracing.revised(current, revision);
      } catch (CalciteContextException e) {
        if (error != null) {
          throw error;
        }
        error = e;
        ShadowedAliases aliases = new ShadowedAliases();
        current = present(current.accept(aliases));
        if (!aliases.isAny()) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("the query is written otherwise again and again");
  }

  private static SqlNode present(@Nullable SqlNode node) {
    if (node == null) {
      throw new IllegalStateException("a query vanished");
    }
    return node;
  }

  /** Copies a tree and knows what its calls and names are copies of. */
  private static final class Tracing extends TreeCopy {
    private final IdentityHashMap<SqlNode, SqlNode> originals = new IdentityHashMap<>();

    @Override
    public SqlCall copy(SqlCall call) {
      SqlCall copy = super.copy(call);
      originals.put(copy, call);
      return copy;
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier name) {
      SqlNode copy = present(super.visit(name));
      originals.put(copy, name);
      return copy;
    }

    private SqlNode original(SqlNode copy) {
      return present(originals.get(copy));
    }

    SqlNode revised(SqlNode query, Revision revision) {
      IdentityHashMap<SqlNode, Revision.Change> changes = new IdentityHashMap<>();
      revision.changes().forEach((copy, change) -> changes.put(original(copy), change));
      return present(query.accept(new Changing(changes, this::original)));
    }
  }

  private static final class Changing extends SqlShuttle {
    private final IdentityHashMap<SqlNode, Revision.Change> changes;
    private final UnaryOperator<SqlNode> originals;

    Changing(IdentityHashMap<SqlNode, Revision.Change> changes, UnaryOperator<SqlNode> originals) {
      this.changes = changes;
      this.originals = originals;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      return changed(call, super.visit(call));
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier name) {
      return changed(name, name);
    }

    private @Nullable SqlNode changed(SqlNode old, @Nullable SqlNode visited) {
      Revision.Change change = changes.get(old);
      return change == null ? visited : change.apply(present(visited), originals);
    }
  }
}
