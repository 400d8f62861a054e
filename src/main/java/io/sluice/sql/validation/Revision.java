package io.sluice.sql.validation;

import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlNode;

/** Ends a validation, as names turned out to mean something that must be written otherwise. The query is validated anew with the changes. */
@SuppressWarnings("serial") // is caught where it is thrown
final class Revision extends RuntimeException {
  /** A new node for one that stood in the tree before validation, the parts of which are changed already. */
  interface Change {
    /**
     * @param originals gives what stood there for each call and name of the tree under validation
     */
    SqlNode apply(SqlNode old, UnaryOperator<SqlNode> originals);
  }

  private final IdentityHashMap<SqlNode, Change> changes = new IdentityHashMap<>();

  Revision() {
    super("a query to be validated anew", null, false, false);
  }

  /** Changes a node of the tree under validation. */
  Revision with(SqlNode node, Change change) {
    changes.put(node, change);
    return this;
  }

  IdentityHashMap<SqlNode, Change> changes() {
    return changes;
  }
}
