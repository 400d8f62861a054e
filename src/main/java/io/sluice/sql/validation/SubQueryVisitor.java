package io.sluice.sql.validation;

import io.sluice.sql.grammar.StarOperator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.DelegatingScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
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
  private final Deque<Set<String>> aliases = new ArrayDeque<>();
  /** Tables of FROM that have not been looked through, or are at hand. */
  private final Set<SqlNode> unread = Collections.newSetFromMap(new IdentityHashMap<>());

  SubQueryVisitor(SqlSelect block, SqlValidator validator) {
    this.validator = validator;
    this.block = block;
    enclosing.push(block);
  }

  void visitBlock() {
    visitPart(block.getSelectList());
    visitPart(block.getHaving());
    visitPart(block.getQualify());
    visitPart(block.getOrderList());
  }

  /** Whether the arguments of the block's own aggregates are left out. */
  boolean isOfGroups() {
    return true;
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
        visitSelect(select);
      }
    } else if (call.getKind() == SqlKind.OVER) {
      arguments(call.operand(0)).forEach(this::visitPart);
      visitPart(call.operand(1));
    } else if (call.getKind() == SqlKind.AS || OutputAliases.isWithName(call)) {
      visitPart(call.operand(0));
    } else if (call.getOperator().equals(StarOperator.OPTIONS)) {
      visitPart(call.operand(2)); // the values of REPLACE; all else are names of columns
    } else if (call instanceof SqlWith with) {
      with.withList.forEach(item -> visitPart(((SqlWithItem) item).query));
      visitPart(with.body);
    } else if (!isAggregate(call)) {
      super.visit(call);
    } else if (isInSubQuery() || !isOfGroups()) {
      visitAggregate(call);
    }
    return null;
  }

  private void visitSelect(SqlSelect select) {
    enclosing.push(select);
    addTables(select.getFrom());
    visitFrom(select.getFrom());
    visitPart(select.getSelectList());
    Set<String> outputs = outputs(select);
    aliases.push(outputs);
    visitPart(select.getWhere());
    visitPart(select.getGroup());
    visitPart(select.getHaving());
    visitPart(select.getWindowList());
    visitPart(select.getQualify());
    visitPart(select.getOrderList());
    aliases.pop();
    enclosing.pop();
  }

  static Set<String> outputs(SqlSelect select) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (SqlNode item : select.getSelectList()) {
      if (item.getKind() == SqlKind.AS) {
        names.add(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple());
      }
    }
    return names;
  }

  final void visitFrom(@Nullable SqlNode relation) {
    if (relation instanceof SqlJoin join) {
      visitFrom(join.getLeft());
      visitFrom(join.getRight());
      if (join.getConditionType() == JoinConditionType.ON) {
        visitPart(join.getCondition());
      }
    } else if (relation instanceof SqlCall call) {
      visitTable(call);
    }
    unread.remove(relation);
  }

  private void visitTable(SqlCall relation) {
    switch (relation.getKind()) {
      case AS, LATERAL, TABLESAMPLE -> {
        SqlNode inner = relation.operand(0);
        if (inner instanceof SqlCall call) {
          visitTable(call);
        }
      }
      default -> visitPart(relation);
    }
  }

  private void addTables(@Nullable SqlNode relation) {
    if (relation instanceof SqlJoin join) {
      addTables(join.getLeft());
      addTables(join.getRight());
    } else if (relation != null) {
      unread.add(relation);
    }
  }

  /** Whether a name is that of an output of a sub-query around it, which has it there. */
  final boolean isAlias(SqlIdentifier name) {
    return name.isSimple()
        && aliases.stream().anyMatch(outputs -> outputs.contains(name.getSimple()));
  }

  final void visitPart(@Nullable SqlNode part) {
    if (part != null) {
      part.accept(this);
    }
  }

  /** Whether a call is of an aggregate function, with FILTER and its like. */
  static boolean isAggregate(SqlCall call) {
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
    if (isAlias(name)) {
      return null;
    }
    try {
      return validator.getWhereScope(enclosing.element()).fullyQualify(name);
    } catch (CalciteContextException e) {
      if (isAt(e, name.getParserPosition())) {
        return null; // validation tells the error, if it is one
      }
      throw e; // of a relation that has been validated now
    }
  }

  private static boolean isAt(CalciteContextException e, SqlParserPos position) {
    return e.getPosLine() == position.getLineNum()
        && e.getPosColumn() >= position.getColumnNum()
        && e.getEndPosLine() == position.getEndLineNum()
        && e.getEndPosColumn() <= position.getEndColumnNum();
  }

  /** Whether a table of a sub-query around a name has a column of that name. */
  final boolean isColumnInside(SqlIdentifier name) {
    return enclosing.stream()
        .filter(select -> select != block)
        .anyMatch(select -> hasColumn(select.getFrom(), name));
  }

  private boolean hasColumn(@Nullable SqlNode relation, SqlIdentifier name) {
    if (relation == null) {
      return false;
    }
    if (relation instanceof SqlJoin join) {
      return hasColumn(join.getLeft(), name) || hasColumn(join.getRight(), name);
    }
    if (unread.contains(relation)) {
      return false; // is not seen there
    }
    SqlValidatorNamespace namespace = validator.getNamespace(relation);
    if (namespace == null) {
      return relation instanceof SqlCall call && hasColumn(call.operand(0), name);
    }
    return namespace.getRowType().getFieldNames().stream()
        .anyMatch(column -> column.equalsIgnoreCase(name.getSimple()));
  }

  /** Whether a scope is one around another. */
  static boolean isAround(@Nullable SqlValidatorScope outer, SqlValidatorScope inner) {
    SqlValidatorScope scope = inner;
    while (scope != outer && scope instanceof DelegatingScope nested) {
      scope = nested.getParent();
    }
    return scope == outer;
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
