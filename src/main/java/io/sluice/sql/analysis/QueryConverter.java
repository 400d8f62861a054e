package io.sluice.sql.analysis;

import static java.util.Objects.requireNonNull;

import io.sluice.sql.logical.LogicalRecursion;
import io.sluice.sql.logical.LogicalUnnest;
import io.sluice.sql.logical.LogicalWorkingTable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlWithItemTableRef;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** Makes logical plans of validated queries, with nodes of our own for UNNEST and recursive queries. For one query. */
final class QueryConverter extends SqlToRelConverter {
  private final IdentityHashMap<SqlWithItem, Working> working = new IdentityHashMap<>();
  private final SqlValidator queryValidator;
  private int recursionCount;

  /** What a recursive query reads of the iteration before. */
  private record Working(int recursion, RelDataType rowType) {}

  QueryConverter(
      SqlValidator validator, CalciteCatalogReader reader, RelOptCluster cluster, Config config) {
    super(
        (rowType, queryString, schemaPath, viewPath) -> {
          throw new IllegalStateException("views are not expanded here");
        },
        validator,
        reader,
        cluster,
        new ExpressionConvertlets(),
        config);
    this.queryValidator = validator;
  }

  @Override
  protected void convertFrom(
      Blackboard bb, @Nullable SqlNode from, @Nullable List<String> fieldNames) {
    if (from instanceof SqlCall call && from.getKind() == SqlKind.UNNEST) {
      bb.setRoot(unnest(bb, call, fieldNames), true);
    } else if (from instanceof SqlWithItemTableRef table) {
      bb.setRoot(workingTable(table.getWithItem()), true);
    } else {
      super.convertFrom(bb, from, fieldNames);
    }
  }

  @Override
  protected void convertOrder(
      SqlSelect select,
      Blackboard bb,
      RelCollation collation,
      List<SqlNode> extraKeys,
      @Nullable SqlNode offset,
      @Nullable SqlNode fetch) {
    if (!ComputedRowCount.isIn(offset) && !ComputedRowCount.isIn(fetch)) {
      super.convertOrder(select, bb, collation, extraKeys, offset, fetch);
      return;
    }
    RelNode limited = ComputedLimit.of(bb.root(), collation, offset, fetch);
    bb.setRoot(limited, false);
    super.convertOrder(select, bb, collation, extraKeys, null, null);
    if (bb.root() == limited && !extraKeys.isEmpty()) { // a sub-query, which needs no order
      List<String> names = limited.getRowType().getFieldNames();
      int count = names.size() - extraKeys.size();
      bb.setRoot(
          LogicalProject.create(
              limited,
              List.of(),
              rexBuilder.identityProjects(limited.getRowType()).subList(0, count),
              names.subList(0, count),
              Set.of()),
          false);
    }
  }

  @Override
  protected RelRoot convertQueryRecursive(
      SqlNode query, boolean top, @Nullable RelDataType targetRowType) {
    SqlWithItem item = query.getKind() == SqlKind.UNION ? recursiveItem(query) : null;
    if (item != null) {
      return RelRoot.of(recursion((SqlCall) query, item), SqlKind.UNION);
    }
    return super.convertQueryRecursive(query, top, targetRowType);
  }

  /** The item of WITH RECURSIVE whose query this is. */
  private @Nullable SqlWithItem recursiveItem(SqlNode query) {
    SqlValidatorNamespace namespace = queryValidator.getNamespace(query);
    return namespace != null
            && namespace.getEnclosingNode() instanceof SqlWithItem item
            && item.recursive.booleanValue()
            && item.query == query
        ? item
        : null;
  }

  /** Its columns have the types of the seed; those of the UNION come after that. */
  private RelNode recursion(SqlCall union, SqlWithItem item) {
    int number = ++recursionCount;
    RelNode seed = convertQueryRecursive(union.operand(0), false, null).project();
    Working before = working.put(item, new Working(number, seed.getRowType()));
    RelNode term = convertQueryRecursive(union.operand(1), false, null).project();
    if (before == null) {
      working.remove(item);
    } else {
      working.put(item, before);
    }
    boolean isDistinct = !((SqlSetOperator) union.getOperator()).isAll();
    RelNode recursion = LogicalRecursion.create(
        seed, RelOptUtil.createCastRel(term, seed.getRowType(), false), number, isDistinct);
    SqlValidatorNamespace namespace = requireNonNull(queryValidator.getNamespace(union));
    return RelOptUtil.createCastRel(recursion, namespace.getRowType(), true);
  }

  private RelNode workingTable(SqlWithItem item) {
    Working table = requireNonNull(working.get(item), "a working table outside of its recursion");
    return LogicalWorkingTable.create(cluster, table.recursion(), table.rowType());
  }

  /** The collections as columns of one row, taken apart and then left out. */
  private RelNode unnest(Blackboard bb, SqlCall call, @Nullable List<String> names) {
    List<RexNode> values = new ArrayList<>();
    for (SqlNode collection : call.getOperandList()) {
      values.add(bb.convertExpression(collection));
    }
    RelNode row = LogicalProject.create(
        LogicalValues.createOneRow(cluster),
        List.of(),
        values,
        (List<@Nullable String>) null,
        Set.of());
    RexBuilder rex = cluster.getRexBuilder();
    List<RexNode> collections = new ArrayList<>(rex.identityProjects(row.getRowType()));
    boolean hasOrdinality = ((UnnestTable) call.getOperator()).withOrdinality;
    RelNode unnest = LogicalUnnest.create(row, collections, hasOrdinality, false);
    List<String> allNames = unnest.getRowType().getFieldNames();
    boolean isRenamed = names != null && !names.isEmpty();
    return LogicalProject.create(
        unnest,
        List.of(),
        rex.identityProjects(unnest.getRowType()).subList(values.size(), allNames.size()),
        isRenamed ? names : allNames.subList(values.size(), allNames.size()),
        Set.of());
  }
}
