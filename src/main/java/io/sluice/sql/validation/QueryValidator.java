package io.sluice.sql.validation;

import io.sluice.config.NullOrder;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.OuterValueOperator;
import io.sluice.sql.parser.StatementParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.AliasNamespace;
import org.apache.calcite.sql.validate.SetopNamespace;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Static;
import org.jspecify.annotations.Nullable;

/** Resolves names and types of one query, and refuses by name what would be taken for something else. */
public final class QueryValidator extends SqlValidatorImpl {
  private static final SqlValidator.Config VALIDATION = SqlValidator.Config.DEFAULT
      .withConformance(SqlConformanceEnum.LENIENT)
      .withTypeCoercionEnabled(true)
      .withTypeCoercionFactory(ImplicitCasts::new)
      .withTypeCoercionRules(ExplicitCasts.RULES)
      .withIdentifierExpansion(true);

  private static final int CONDITION_OF_JOIN = 5;

  /** The joins that are validated, inner ones first. */
  private final Deque<SqlJoin> joins = new ArrayDeque<>();

  private final Set<SqlNode> seeds = Collections.newSetFromMap(new IdentityHashMap<>());

  private QueryValidator(
      SqlOperatorTable operators,
      SqlValidatorCatalogReader reader,
      RelDataTypeFactory types,
      NullOrder nullOrder) {
    super(operators, reader, types, VALIDATION.withDefaultNullCollation(nullCollation(nullOrder)));
  }

  /** Whether a query gives the first rows of a recursive one. */
  boolean isSeed(SqlNode query) {
    return seeds.contains(query);
  }

  /**
   * The validator of one query.
   *
   * @param operators that its calls may name
   * @param nullOrder where NULLs stand in orders that do not say it
   */
  public static QueryValidator create(
      SqlOperatorTable operators,
      SqlValidatorCatalogReader reader,
      RelDataTypeFactory types,
      NullOrder nullOrder) {
    return new QueryValidator(operators, reader, types, nullOrder);
  }

  private static NullCollation nullCollation(NullOrder order) {
    return switch (order) {
      case NULLS_FIRST -> NullCollation.FIRST;
      case NULLS_LAST -> NullCollation.LAST;
      case NULLS_FIRST_ON_ASC_LAST_ON_DESC -> NullCollation.LOW;
      case NULLS_LAST_ON_ASC_FIRST_ON_DESC -> NullCollation.HIGH;
    };
  }

  @Override
  public SqlNode validateParameterizedExpression(
      SqlNode expression, Map<String, RelDataType> parameters) {
    try {
      return super.validateParameterizedExpression(expression, parameters);
    } catch (Revision revision) {
      throw refused("A sub-query of this form in a constant", expression);
    }
  }

  /** An aggregate whose columns are all of an enclosing query is one of that query, by the standard. */
  @Override
  public void validateAggregateParams(
      SqlCall call,
      @Nullable SqlNode filter,
      @Nullable SqlNodeList distinct,
      @Nullable SqlNodeList order,
      SqlValidatorScope scope) {
    super.validateAggregateParams(call, filter, distinct, order, scope);
    if (filter != null && order != null) {
      order.forEach(key -> deriveType(scope, key)); // FILTER hides the order from the super class
    }
    List<SqlNode> arguments = new ArrayList<>(call.getOperandList());
    if (filter != null) {
      arguments.add(filter);
    }
    if (!call.getOperator().equals(OuterValueOperator.INSTANCE)
        && scope instanceof AggregatingSelectScope aggregating
        && new OuterColumns(this, aggregating).areAll(arguments)) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          call.getOperator().getName()
              + " reads columns of an outer query only and is an aggregate of that query, where it may not stand in FROM, WHERE or GROUP BY or inside of another aggregate",
          StatementParser.position(call.getParserPosition()),
          null);
    }
  }

  @Override
  protected void registerNamespace(
      @Nullable SqlValidatorScope usingScope,
      @Nullable String alias,
      SqlValidatorNamespace namespace,
      boolean isNullable) {
    super.registerNamespace(
        usingScope,
        alias,
        namespace instanceof AliasNamespace
            ? new CompletedAliases(
                this, (SqlCall) present(namespace.getNode()), present(namespace.getEnclosingNode()))
            : namespace,
        isNullable);
  }

  private static SqlNode present(@Nullable SqlNode node) {
    if (node == null) {
      throw new IllegalStateException("a relation without a node");
    }
    return node;
  }

  @Override
  protected SetopNamespace createSetopNamespace(SqlCall call, SqlNode enclosingNode) {
    if (enclosingNode instanceof SqlWithItem item && item.recursive.booleanValue()) {
      seeds.add(call.operand(0));
    }
    return UnionByName.isByName(call)
        ? new UnionByName(this, call, enclosingNode)
        : super.createSetopNamespace(call, enclosingNode);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    new ImpliedConversions(this, scope).write(expression);
    return super.deriveType(scope, expression);
  }

  @Override
  protected void validateValues(
      SqlCall values, RelDataType targetRowType, SqlValidatorScope scope) {
    new ImpliedConversions(this, scope).ofRows(values.getOperandList());
    super.validateValues(values, targetRowType, scope);
  }

  @Override
  protected void validateJoin(SqlJoin join, SqlValidatorScope scope) {
    joins.push(join);
    super.validateJoin(join, scope);
    joins.pop();
  }

  @Override
  protected void validateWhereOrOn(SqlValidatorScope scope, SqlNode condition, String clause) {
    SqlJoin join = clause.equals("ON") ? joins.peek() : null;
    if (join == null) {
      super.validateWhereOrOn(scope, condition, clause);
      return;
    }
    join.setOperand(CONDITION_OF_JOIN, asCondition(condition, scope));
    super.validateWhereOrOn(scope, present(join.getCondition()), clause);
  }

  @Override
  protected void validateQualifyClause(SqlSelect select) {
    select.setQualify(asCondition(select.getQualify(), getSelectScope(select)));
    super.validateQualifyClause(select);
  }

  @Override
  protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
    MergedJoins.write(select, this);
    super.validateSelect(select, targetRowType);
  }

  /** Columns further right than the list of names keep their names. */
  @Override
  public void validateWithItem(SqlWithItem item) {
    SqlNodeList names = item.columnList;
    if (names != null) {
      List<String> columns = getValidatedNodeType(item.query).getFieldNames();
      if (names.size() < columns.size()) {
        throw new Revision().with(item, (old, originals) -> {
          List<SqlNode> all = new ArrayList<>(names);
          for (String column : columns.subList(names.size(), columns.size())) {
            all.add(new SqlIdentifier(column, names.getParserPosition()));
          }
          ((SqlWithItem) old).columnList = new SqlNodeList(all, names.getParserPosition());
          return old;
        });
      }
    }
    super.validateWithItem(item);
  }

  /** Follows FROM, so that columns are known. */
  @Override
  protected void validateWhereClause(SqlSelect select) {
    PivotedTables.write(select, this);
    RowItems.expand(select, this);
    new StarItems(this, select).expand();
    RowNames.write(select, this);
    new OutputAliases(this, select).replace();
    OuterAggregates.move(select, this);
    select.setWhere(asCondition(select.getWhere(), getWhereScope(select)));
    super.validateWhereClause(select);
  }

  private @Nullable SqlNode asCondition(@Nullable SqlNode condition, SqlValidatorScope scope) {
    if (condition == null || condition.isA(SqlKind.QUERY)) {
      return condition;
    }
    inferUnknownTypes(typeFactory.createSqlType(SqlTypeName.BOOLEAN), scope, condition);
    return new ImpliedConversions(this, scope).condition(condition);
  }

  /** Follows FROM and WHERE, so that columns are known, and what is grouped by is not marked. */
  @Override
  protected void validateGroupClause(SqlSelect select) {
    super.validateGroupClause(select);
    if (getSelectScope(select) instanceof AggregatingSelectScope scope) {
      new OuterColumns(this, scope).mark(select);
      UngroupedColumns.check(select, scope, this);
    }
  }

  /** The super class takes the windows of sub-queries for windows of HAVING. */
  @Override
  protected void validateHavingClause(SqlSelect select) {
    select.setHaving(asCondition(select.getHaving(), getSelectScope(select)));
    SqlNode having = select.getHaving();
    if (having == null
        || hasOwnWindow(having)
        || !SqlUtil.containsCall(having, call -> call.getKind() == SqlKind.OVER)) {
      super.validateHavingClause(select);
      return;
    }
    AggregatingSelectScope scope = (AggregatingSelectScope) getSelectScope(select);
    inferUnknownTypes(typeFactory.createSqlType(SqlTypeName.BOOLEAN), scope, having);
    scope.checkAggregateExpr(having, true);
    having.validate(this, scope);
    if (!SqlTypeUtil.inBooleanFamily(deriveType(scope, having))) {
      throw newValidationError(having, Static.RESOURCE.havingMustBeBoolean());
    }
  }

  private static boolean hasOwnWindow(SqlNode expression) {
    AtomicBoolean found = new AtomicBoolean();
    expression.accept(new OutsideOfQueries() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        found.compareAndSet(false, call.getKind() == SqlKind.OVER);
        return super.visit(call);
      }
    });
    return found.get();
  }

  private static SluiceException refused(String what, SqlNode where) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        StatementParser.position(where.getParserPosition()),
        null);
  }

  /** Visits an expression without its sub-queries. */
  private static class OutsideOfQueries extends SqlBasicVisitor<Void> {
    @Override
    public @Nullable Void visit(SqlCall call) {
      return call.isA(SqlKind.QUERY) ? null : super.visit(call);
    }
  }
}
