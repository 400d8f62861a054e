package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.DialectOperators;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SetopNamespace;
import org.apache.calcite.sql.validate.SqlValidatorImpl;

/** {@code UNION [ALL] BY NAME}: the columns of the left side and then those that the right side alone has; a side gives NULL for a column that it does not have. */
final class UnionByName extends SetopNamespace {
  private final SqlCall union;

  UnionByName(SqlValidatorImpl validator, SqlCall union, SqlNode enclosingNode) {
    super(validator, union, enclosingNode);
    this.union = union;
  }

  static boolean isByName(SqlCall call) {
    return call.getOperator().equals(DialectOperators.UNION_BY_NAME)
        || call.getOperator().equals(DialectOperators.UNION_ALL_BY_NAME);
  }

  @Override
  public RelDataType validateImpl(RelDataType targetRowType) {
    List<String> all = new ArrayList<>();
    Set<String> left = names(union.operand(0), all);
    Set<String> right = names(union.operand(1), all);
    throw new Revision().with(union, (old, originals) -> {
      SqlCall written = (SqlCall) old;
      boolean isAll = written.getOperator().equals(DialectOperators.UNION_ALL_BY_NAME);
      return (isAll ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION)
          .createCall(
              written.getParserPosition(),
              side(written.operand(0), left, all),
              side(written.operand(1), right, all));
    });
  }

  /** The names of a side, those of which are added to the list that are not there. */
  private Set<String> names(SqlNode side, List<String> all) {
    Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    others.addAll(all);
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : requireNonNull(validator.getNamespace(side)).getRowType().getFieldNames()) {
      if (!names.add(name)) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "A side of UNION BY NAME has two columns '" + name + "'; give one of them another name",
            StatementParser.position(side.getParserPosition()),
            null);
      }
      if (!others.contains(name)) {
        all.add(name);
      }
    }
    return names;
  }

  private static SqlNode side(SqlNode query, Set<String> names, List<String> all) {
    SqlParserPos position = query.getParserPosition();
    List<SqlNode> items = new ArrayList<>();
    for (String name : all) {
      SqlIdentifier column = new SqlIdentifier(name, position);
      items.add(SqlStdOperatorTable.AS.createCall(
          position, names.contains(name) ? column : SqlLiteral.createNull(position), column));
    }
    return SelectBuilder.select(position, items).from(Trees.as(query, "side")).build();
  }
}
