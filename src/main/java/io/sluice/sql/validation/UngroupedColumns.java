package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** Refuses columns of a block with groups that are not grouped by, in sub-queries that are computed for each group. */
final class UngroupedColumns extends SubQueryVisitor {
  private final SqlValidatorScope scope;
  private final AggregatingSelectScope grouped;
  private final List<SqlNode> groups;

  private UngroupedColumns(
      SqlSelect block, AggregatingSelectScope grouped, SqlValidator validator) {
    super(block, validator);
    this.scope = validator.getWhereScope(block);
    this.grouped = grouped;
    this.groups = grouped.resolved.get().groupExprList;
  }

  /**
   * @throws SluiceException of code SEMANTIC_ERROR, with the position
   */
  static void check(SqlSelect block, AggregatingSelectScope scope, SqlValidator validator) {
    new UngroupedColumns(block, scope, validator).visitBlock();
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    return !isInSubQuery() && (isGroup(call) || mayBeGroup(call)) ? null : super.visit(call);
  }

  /** A sub-query in GROUP BY is validated already and the same one elsewhere not yet, so that they cannot be compared; validation of the outputs will do that. */
  private boolean mayBeGroup(SqlCall call) {
    return call.isA(SqlKind.QUERY)
        && groups.stream()
            .anyMatch(group -> SqlUtil.containsCall(group, part -> part.isA(SqlKind.QUERY)));
  }

  private boolean isGroup(SqlCall call) {
    SqlNode expanded = expanded(call);
    return groups.stream()
        .anyMatch(group -> group.equalsDeep(call, Litmus.IGNORE)
            || group instanceof SqlCall && group.equalsDeep(expanded, Litmus.IGNORE));
  }

  private SqlNode expanded(SqlCall call) {
    try {
      return validator.expand(call, grouped);
    } catch (CalciteContextException e) {
      return call; // ORDER BY may name outputs
    }
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    if (!isInSubQuery() || name.isStar() || validator.makeNullaryCall(name) != null) {
      return null;
    }
    SqlQualified qualified = qualified(name);
    if (qualified != null && owner(qualified) == scope && !isGroup(qualified.identifier)) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "'" + String.join(".", name.names)
              + "' must stand in GROUP BY of the outer query or inside an aggregate function",
          StatementParser.position(name.getParserPosition()),
          null);
    }
    return null;
  }

  private boolean isGroup(SqlIdentifier column) {
    return groups.stream()
        .anyMatch(group -> group instanceof SqlIdentifier key
            && String.join(".", key.names).equalsIgnoreCase(String.join(".", column.names)));
  }
}
