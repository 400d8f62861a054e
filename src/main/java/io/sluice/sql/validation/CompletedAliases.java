package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.AliasNamespace;
import org.apache.calcite.sql.validate.SqlValidatorImpl;

/** {@code t AS a (x, y)}: columns further right than the list keep their names. */
final class CompletedAliases extends AliasNamespace {
  /** Behind the relation and its alias. */
  private static final int FIRST_NAME = 2;

  CompletedAliases(SqlValidatorImpl validator, SqlCall call, SqlNode enclosingNode) {
    super(validator, call, enclosingNode);
  }

  @Override
  protected RelDataType validateImpl(RelDataType targetRowType) {
    int nameCount = call.operandCount() - FIRST_NAME;
    if (nameCount > 0) {
      List<String> columns =
          requireNonNull(validator.getNamespace(call.operand(0))).getRowType().getFieldNames();
      if (nameCount < columns.size()) {
        throw new Revision().with(call, (old, originals) -> completed((SqlCall) old, columns));
      }
    }
    return super.validateImpl(targetRowType);
  }

  private static SqlCall completed(SqlCall named, List<String> columns) {
    List<SqlNode> operands = new ArrayList<>(named.getOperandList());
    for (String column : columns.subList(operands.size() - FIRST_NAME, columns.size())) {
      operands.add(new SqlIdentifier(column, named.getParserPosition()));
    }
    return named.getOperator().createCall(named.getParserPosition(), operands);
  }
}
