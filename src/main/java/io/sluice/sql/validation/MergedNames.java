package io.sluice.sql.validation;

import io.sluice.sql.tree.TreeCopy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** Puts the values of merged columns in the place of their names without a table, in a block and its sub-queries. */
final class MergedNames extends SubQueryVisitor {
  private final SqlSelect block;
  private final Revision revision;
  private final Map<String, SqlNode> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> outputs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param columns that names of the block mean
   * @param revision to which the changes are added
   */
  MergedNames(
      SqlSelect block,
      SqlValidator validator,
      List<MergedJoins.Column> columns,
      Revision revision) {
    super(block, validator);
    this.block = block;
    this.revision = revision;
    columns.stream()
        .filter(MergedJoins.Column::isMerged)
        .forEach(column -> merged.put(column.name(), column.value()));
  }

  @Override
  void visitBlock() {
    visitPart(block.getWhere());
    visitPart(block.getGroup());
    visitPart(block.getWindowList());
    outputs.clear();
    visitPart(block.getSelectList());
    visitPart(block.getHaving());
    visitPart(block.getQualify());
    outputs.addAll(outputs(block));
    visitPart(block.getOrderList());
  }

  @Override
  boolean isOfGroups() {
    return false;
  }

  @Override
  public @Nullable Void visit(SqlNodeList list) {
    list.forEach(this::visitPart);
    return null;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    SqlNode value = name.isSimple() ? merged.get(name.getSimple()) : null;
    if (value != null && !isAlias(name) && !isOutput(name) && !isNearer(name)) {
      revision.with(name, (old, originals) -> TreeCopy.of(value));
    }
    return null;
  }

  /** Whether a table of a sub-query has the column, which may show only after the changes so far. */
  private boolean isNearer(SqlIdentifier name) {
    try {
      return isColumnInside(name);
    } catch (CalciteContextException e) {
      throw revision.changes().isEmpty() ? e : revision;
    }
  }

  /** Whether a key of ORDER BY is an output's name. */
  private boolean isOutput(SqlIdentifier name) {
    return !isInSubQuery() && outputs.contains(name.getSimple());
  }
}
