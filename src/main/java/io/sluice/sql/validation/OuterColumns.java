package io.sluice.sql.validation;

import io.sluice.sql.expression.OuterValueOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** Tells the columns of a query block from those of the blocks around it. Serves one block, whose FROM was validated. */
final class OuterColumns {
  private final SqlValidator validator;
  private final SqlValidatorScope scope;
  private final SqlValidatorScope block;

  /**
   * @param scope of the block's aggregates
   */
  OuterColumns(SqlValidator validator, AggregatingSelectScope scope) {
    this.validator = validator;
    this.scope = scope;
    this.block = scope.getParent();
  }

  /** Whether expressions name columns, all of them of enclosing blocks. Sub-queries do not count. */
  boolean areAll(List<SqlNode> expressions) {
    List<SqlIdentifier> names = ColumnReferences.in(expressions, validator);
    return !names.isEmpty() && names.stream().allMatch(this::isOuter);
  }

  private boolean isOuter(SqlIdentifier name) {
    if (name.isStar() || validator.makeNullaryCall(name) != null) {
      return false;
    }
    SqlQualified qualified;
    try {
      qualified = block.fullyQualify(name);
    } catch (CalciteContextException e) {
      return false; // an alias, or an error that validation tells
    }
    SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
    block.resolve(qualified.prefix(), validator.getCatalogReader().nameMatcher(), false, resolved);
    return resolved.count() == 1 && resolved.only().scope != block;
  }

  /** Puts {@link OuterValueOperator} around those of the block's outputs, HAVING and QUALIFY that stand outside of aggregates. */
  void mark(SqlSelect select) {
    SqlNodeList groups = select.getGroup() == null ? SqlNodeList.EMPTY : select.getGroup();
    SqlShuttle marking = new SqlShuttle() {
      @Override
      public @Nullable SqlNode visit(SqlIdentifier name) {
        return isOuter(name)
            ? OuterValueOperator.INSTANCE.createCall(name.getParserPosition(), name)
            : name;
      }

      @Override
      public @Nullable SqlNode visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY) || call.getOperator().isAggregator()) {
          return call;
        }
        if (call.getKind() == SqlKind.AS) {
          SqlNode value = call.operand(0).accept(this);
          return value == call.operand(0) ? call : withFirst(call, value);
        }
        return switch (call.getKind()) {
          case DOT, ARGUMENT_ASSIGNMENT -> withFirst(call, call.operand(0).accept(this));
          case FILTER, WITHIN_GROUP, RESPECT_NULLS, IGNORE_NULLS, WITHIN_DISTINCT, OVER -> call;
          default -> isGroup(call) ? call : super.visit(call);
        };
      }

      private boolean isGroup(SqlCall call) {
        return !groups.isEmpty()
            && groups.stream()
                .anyMatch(group -> group.equalsDeep(call, Litmus.IGNORE)
                    || group.equalsDeep(validator.expand(call, scope), Litmus.IGNORE));
      }
    };
    SqlNodeList outputs = select.getSelectList();
    for (int i = 0; i < outputs.size(); i++) {
      outputs.set(i, marked(outputs.get(i), marking)); // validation holds the list itself
    }
    SqlNode having = select.getHaving();
    if (having != null) {
      select.setHaving(marked(having, marking));
    }
    SqlNode qualify = select.getQualify();
    if (qualify != null) {
      select.setQualify(marked(qualify, marking));
    }
  }

  private static SqlNode marked(SqlNode node, SqlShuttle marking) {
    SqlNode marked = node.accept(marking);
    if (marked == null) {
      throw new IllegalStateException("an expression vanished");
    }
    return marked;
  }

  private static SqlNode withFirst(SqlCall call, @Nullable SqlNode first) {
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.set(0, first);
    return call.getOperator().createCall(call.getParserPosition(), operands);
  }
}
