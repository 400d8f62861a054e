package io.sluice.sql.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Looks through those sub-queries of a block, at any depth, that are computed for its groups where it has groups: those of its outputs, HAVING, QUALIFY and ORDER BY outside of its own aggregates. Serves one block, whose
 * FROM was validated.
 */
abstract class SubQueryVisitor extends SqlBasicVisitor<Void> {
  final SqlValidator validator;
  private final SqlSelect block;
  private final Deque<SqlSelect> enclosing = new ArrayDeque<>();

  SubQueryVisitor(SqlSelect block, SqlValidator validator) {
    this.validator = validator;
    this.block = block;
  }

  final void visitBlock() {
    enclosing.push(block);
    visitPart(block.getSelectList());
    visitPart(block.getHaving());
    visitPart(block.getQualify());
    visitPart(block.getOrderList());
    enclosing.pop();
  }

  /** An aggregate in a sub-query, with FILTER and its like. By default its arguments are visited. */
  void visitAggregate(SqlCall call) {
    arguments(call).forEach(this::visitPart);
  }

  final boolean isInSubQuery() {
    return enclosing.element() != block;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      if (validator.getNamespace(select) != null) {
        enclosing.push(select);
        super.visit(select);
        enclosing.pop();
      }
    } else if (call.getKind() == SqlKind.OVER) {
      arguments(call.operand(0)).forEach(this::visitPart);
      visitPart(call.operand(1));
    } else if (!isAggregate(call)) {
      super.visit(call);
    } else if (isInSubQuery()) {
      visitAggregate(call);
    }
    return null;
  }

  private void visitPart(@Nullable SqlNode part) {
    if (part != null) {
      part.accept(this);
    }
  }

  private static boolean isAggregate(SqlCall call) {
    return isAroundAggregate(call)
        ? isAggregate(call.operand(0))
        : call.getOperator().isAggregator();
  }

  private static boolean isAroundAggregate(SqlCall call) {
    return switch (call.getKind()) {
      case FILTER, WITHIN_GROUP, WITHIN_DISTINCT, IGNORE_NULLS, RESPECT_NULLS -> true;
      default -> false;
    };
  }

  /** What an aggregate reads, and the conditions and order around it. */
  private static List<SqlNode> arguments(SqlCall aggregate) {
    if (!isAroundAggregate(aggregate)) {
      return aggregate.getOperandList();
    }
    List<SqlNode> arguments = new ArrayList<>(arguments(aggregate.operand(0)));
    arguments.addAll(aggregate.getOperandList().subList(1, aggregate.operandCount()));
    return arguments;
  }

  /** A column's full name where it stands, if there is such a column. */
  final @Nullable SqlQualified qualified(SqlIdentifier name) {
    try {
      return validator.getWhereScope(enclosing.element()).fullyQualify(name);
    } catch (CalciteContextException e) {
      return null; // an alias, or an error that validation tells
    }
  }

  /** The block that has a column. */
  final @Nullable SqlValidatorScope owner(SqlQualified name) {
    SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
    validator
        .getWhereScope(enclosing.element())
        .resolve(name.prefix(), validator.getCatalogReader().nameMatcher(), false, resolved);
    return resolved.count() == 1 ? resolved.only().scope : null;
  }
}
