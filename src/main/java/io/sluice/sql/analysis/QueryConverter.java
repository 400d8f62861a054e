package io.sluice.sql.analysis;

import io.sluice.sql.logical.LogicalUnnest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** Makes logical plans of validated queries, with nodes of our own for UNNEST. For one query. */
final class QueryConverter extends SqlToRelConverter {
  QueryConverter(
      SqlValidator validator, CalciteCatalogReader reader, RelOptCluster cluster, Config config) {
    super(
        (rowType, queryString, schemaPath, viewPath) -> {
          throw new IllegalStateException("views are not expanded here");
        },
        validator,
        reader,
        cluster,
        new WindowConvertlets(),
        config);
  }

  @Override
  protected void convertFrom(
      Blackboard bb, @Nullable SqlNode from, @Nullable List<String> fieldNames) {
    if (from instanceof SqlCall call && from.getKind() == SqlKind.UNNEST) {
      bb.setRoot(unnest(bb, call, fieldNames), true);
    } else {
      super.convertFrom(bb, from, fieldNames);
    }
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
