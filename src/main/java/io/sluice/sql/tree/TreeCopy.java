package io.sluice.sql.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Copies syntax trees, as validation changes them and some stand in several places: windows that have a name, values that a rewriting repeats. */
public class TreeCopy extends SqlShuttle {
  /** A copy of any node. */
  public static SqlNode of(SqlNode node) {
    return Objects.requireNonNull(node.accept(new TreeCopy()), "a copy");
  }

  /** A copy of all of it. */
  public SqlCall copy(SqlCall call) {
    CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copying);
    return (SqlCall) copying.result();
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return copy(call);
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier name) {
    return name.clone(name.getParserPosition());
  }

  @Override
  public @Nullable SqlNode visit(SqlNodeList list) {
    List<SqlNode> copies = new ArrayList<>();
    for (SqlNode node : list) {
      SqlNode copy = node == null ? null : node.accept(this);
      if (copy != null) {
        copies.add(copy);
      }
    }
    return new SqlNodeList(copies, list.getParserPosition());
  }

  /** Gives each sub-query that stands in several places of a tree a copy of its own, as {@code CASE (SELECT ...) WHEN x THEN ... WHEN y THEN ...} has it. Serves one tree. */
  public static final class OfRepeated extends SqlShuttle {
    private final Set<SqlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      boolean isQuery = call.isA(SqlKind.QUERY);
      return isQuery && !seen.add(call) ? new TreeCopy().copy(call) : super.visit(call);
    }
  }
}
