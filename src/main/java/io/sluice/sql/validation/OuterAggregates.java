package io.sluice.sql.validation;

import io.sluice.sql.expression.OuterAggregate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Finds the aggregates in sub-queries of a block that belong to the block: those whose columns are all of the block or of one around it, one at least of the block. */
final class OuterAggregates extends SubQueryVisitor {
  private final SqlValidatorScope scope;
  private final Map<SqlCall, OuterAggregate> found = new LinkedHashMap<>();

  private OuterAggregates(SqlSelect block, SqlValidator validator) {
    super(block, validator);
    this.scope = validator.getWhereScope(block);
  }

  /**
   * Leaves it at that if there is none.
   *
   * @throws Revision that moves the aggregates to the block's HAVING and puts their values in their place
   */
  static void move(SqlSelect block, SqlValidator validator) {
    OuterAggregates aggregates = new OuterAggregates(block, validator);
    aggregates.visitBlock();
    if (aggregates.found.isEmpty()) {
      return;
    }
    Revision revision = new Revision();
    aggregates.found.forEach((call, aggregate) -> revision.with(
        call, (old, originals) -> aggregate.value().createCall(old.getParserPosition())));
    throw revision.with(block, (old, originals) -> {
      SqlSelect select = (SqlSelect) old;
      aggregates.found.forEach((call, aggregate) -> {
        SqlNode condition =
            aggregate.computed().createCall(call.getParserPosition(), originals.apply(call));
        SqlNode having = select.getHaving();
        select.setHaving(
            having == null
                ? condition
                : SqlStdOperatorTable.AND.createCall(
                    condition.getParserPosition(), condition, having));
      });
      return select;
    });
  }

  @Override
  void visitAggregate(SqlCall call) {
    if (isOfBlock(call)) {
      RelDataType type = validator.deriveType(scope, call);
      found.put(
          call,
          OuterAggregate.of(
              call, validator.getTypeFactory().createTypeWithNullability(type, true)));
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
      if (owner == null || !isAround(owner, scope)) {
        return false;
      }
      isAnyOfBlock |= owner == scope;
    }
    return isAnyOfBlock;
  }
}
