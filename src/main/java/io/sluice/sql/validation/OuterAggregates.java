package io.sluice.sql.validation;

import io.sluice.sql.expression.OuterAggregate;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.validate.DelegatingScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Finds the aggregates in sub-queries of a block that belong to the block: those whose columns are all of the block or of one around it, one at least of the block. */
final class OuterAggregates extends SubQueryVisitor {
  private final SqlValidatorScope scope;
  private final List<Call> found = new ArrayList<>();

  private OuterAggregates(SqlSelect block, SqlValidator validator) {
    super(block, validator);
    this.scope = validator.getWhereScope(block);
  }

  /**
   * A call of an aggregate.
   *
   * @param node what calls it, with FILTER and its like
   */
  record Call(SqlCall node, OuterAggregate aggregate) {}

  /** The aggregates, in the order in which they stand. */
  static List<Call> of(SqlSelect block, SqlValidator validator) {
    OuterAggregates aggregates = new OuterAggregates(block, validator);
    aggregates.visitBlock();
    return aggregates.found;
  }

  @Override
  void visitAggregate(SqlCall call) {
    if (isOfBlock(call)) {
      RelDataType type = validator.deriveType(scope, call);
      found.add(new Call(
          call,
          OuterAggregate.of(
              call, validator.getTypeFactory().createTypeWithNullability(type, true))));
    } else {
      super.visitAggregate(call);
    }
  }

  private boolean isOfBlock(SqlCall aggregate) {
    if (SqlUtil.containsCall(aggregate, call -> call.isA(SqlKind.QUERY))) {
      return false;
    }
    boolean isAnyOfBlock = false;
    for (SqlIdentifier name : ColumnReferences.in(List.of(aggregate), validator)) {
      SqlQualified qualified = qualified(name);
      SqlValidatorScope owner = qualified == null ? null : owner(qualified);
      if (owner == null || !isAround(owner)) {
        return false;
      }
      isAnyOfBlock |= owner == scope;
    }
    return isAnyOfBlock;
  }

  private boolean isAround(SqlValidatorScope owner) {
    SqlValidatorScope around = scope;
    while (around != owner && around instanceof DelegatingScope inner) {
      around = inner.getParent();
    }
    return around == owner;
  }
}
