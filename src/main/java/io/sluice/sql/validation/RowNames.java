package io.sluice.sql.validation;

import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.grammar.StarOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/** Names of tables in expressions, where no column and no output has them: {@code SELECT t FROM t} gives a ROW of the columns of {@code t}. Serves one query block, whose FROM was validated. */
final class RowNames extends SqlBasicVisitor<@Nullable Void> {
  private final SqlValidator validator;
  private final SqlValidatorScope scope;
  private final Set<String> outputs;
  private final Revision revision = new Revision();

  private RowNames(SqlSelect select, SqlValidator validator) {
    this.validator = validator;
    this.scope = validator.getWhereScope(select);
    this.outputs = SubQueryVisitor.outputs(select);
  }

  /**
   * Leaves a block as it is that has no such name.
   *
   * @throws Revision with ROWs in their places
   */
  static void write(SqlSelect select, SqlValidator validator) {
    RowNames names = new RowNames(select, validator);
    for (SqlNode item : select.getSelectList()) {
      if (item instanceof SqlIdentifier name) {
        names.write(name, true);
      } else {
        item.accept(names);
      }
    }
    for (SqlNode part : new @Nullable SqlNode[] {
      select.getWhere(),
      select.getGroup(),
      select.getHaving(),
      select.getQualify(),
      select.getWindowList(),
      select.getOrderList()
    }) {
      if (part != null) {
        part.accept(names);
      }
    }
    if (!names.revision.changes().isEmpty()) {
      throw names.revision;
    }
  }

  @Override
  public @Nullable Void visit(SqlNodeList list) {
    for (SqlNode node : list) {
      if (node != null) {
        node.accept(this);
      }
    }
    return null;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY) || call.getOperator() instanceof StarOperator) {
      return null;
    }
    if (call.getKind() == SqlKind.AS || OutputAliases.isWithName(call)) {
      return call.operand(0).accept(this);
    }
    return super.visit(call);
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    write(name, false);
    return null;
  }

  private void write(SqlIdentifier name, boolean isItem) {
    if (!name.isSimple() || name.isStar() || outputs.contains(name.getSimple()) || isColumn(name)) {
      return;
    }
    SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
    scope.resolve(
        List.of(name.getSimple()), validator.getCatalogReader().nameMatcher(), false, resolved);
    if (resolved.count() != 1) {
      return;
    }
    List<String> columns = resolved.only().rowType().getFieldNames();
    SqlParserPos position = name.getParserPosition();
    revision.with(name, (old, originals) -> {
      List<SqlNode> values = new ArrayList<>();
      for (String column : columns) {
        values.add(new SqlIdentifier(List.of(name.getSimple(), column), position));
      }
      SqlNode row = new StructOperator(columns).createCall(position, values);
      return isItem ? SqlStdOperatorTable.AS.createCall(position, row, name) : row;
    });
  }

  private boolean isColumn(SqlIdentifier name) {
    try {
      scope.fullyQualify(name);
      return true;
    } catch (CalciteContextException e) {
      return false;
    }
  }
}
