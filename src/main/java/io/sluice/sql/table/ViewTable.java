package io.sluice.sql.table;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.type.Field;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A view as the validator sees it: a table whose rows are those of its query, analysed anew wherever the view is named. */
final class ViewTable extends AbstractTable implements TranslatableTable {
  /** The plan of a view's query. */
  interface Expansion {
    RelNode expand(ViewDefinition view);
  }

  private final ViewDefinition view;
  private final Expansion expansion;
  private @Nullable RelDataType rowType;

  ViewTable(ViewDefinition view, Expansion expansion) {
    this.view = view;
    this.expansion = expansion;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataType known = rowType;
    if (known == null) {
      known = expand().getRowType();
      rowType = known;
    }
    return known;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return expand();
  }

  private RelNode expand() {
    List<String> names = view.schema().fields().stream().map(Field::name).toList();
    RelNode plan = expansion.expand(view);
    if (plan.getRowType().getFieldCount() != names.size()) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "View '%s' was made with %d columns, and its query has %d now; make it again"
              .formatted(view.name(), names.size(), plan.getRowType().getFieldCount()));
    }
    return LogicalProject.create(
        plan,
        List.of(),
        plan.getCluster().getRexBuilder().identityProjects(plan.getRowType()),
        names,
        Set.of());
  }
}
