package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import java.util.Map;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Names of a block's outputs in its sub-queries. What the sub-query itself calls so goes before the output. The expression stands in the sub-query in the end, with the full names of its columns.
 */
final class AliasesInSubQueries extends SubQueryVisitor {
  private final SqlValidatorScope scope;
  private final Map<String, SqlNode> outputs;
  private final Revision revision = new Revision();

  /**
   * @param outputs the expressions by name, as far as they are known when a sub-query is looked through
   */
  AliasesInSubQueries(SqlSelect block, SqlValidator validator, Map<String, SqlNode> outputs) {
    super(block, validator);
    this.scope = validator.getWhereScope(block);
    this.outputs = outputs;
  }

  /**
   * Ends the search.
   *
   * @throws Revision with the expressions in the place of the names, if there were any
   */
  void finish() {
    if (!revision.changes().isEmpty()) {
      throw revision;
    }
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    SqlNode output = name.isSimple() ? outputs.get(name.getSimple()) : null;
    if (output == null || !isInSubQuery() || isAlias(name)) {
      return null;
    }
    SqlQualified column = qualified(name);
    if (column == null ? isMergedInside(name) : !isOfEnclosingBlock(owner(column))) {
      return null;
    }
    if (SqlUtil.containsCall(
        output, call -> call.isA(SqlKind.QUERY) || call.getKind() == SqlKind.OVER)) {
      throw notSupported(
          "The name of an output that is a window function or has a sub-query", name);
    }
    SqlNode expression = output.accept(new FullNames(name));
    revision.with(name, (old, originals) -> expression);
    return null;
  }

  /** Whether several tables of a sub-query have the column, which USING or NATURAL makes one. */
  private boolean isMergedInside(SqlIdentifier name) {
    try {
      return isColumnInside(name);
    } catch (CalciteContextException e) {
      throw revision.changes().isEmpty() ? e : revision;
    }
  }

  private boolean isOfEnclosingBlock(@Nullable SqlValidatorScope owner) {
    return owner != null && owner != scope && isAround(owner, scope);
  }

  private static SluiceException notSupported(String what, SqlNode where) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported in a sub-query; write the expression itself",
        StatementParser.position(where.getParserPosition()),
        null);
  }

  /** Copies an expression of the block, with names that mean the same in the sub-query. */
  private final class FullNames extends TreeCopy {
    private final SqlNode place;

    FullNames(SqlNode place) {
      this.place = place;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      return OutputAliases.isWithName(call)
          ? call.getOperator()
              .createCall(call.getParserPosition(), call.operand(0).accept(this), call.operand(1))
          : super.visit(call);
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier name) {
      if (name.isStar() || validator.makeNullaryCall(name) != null) {
        return super.visit(name);
      }
      SqlIdentifier full;
      try {
        full = scope.fullyQualify(name).identifier;
      } catch (CalciteContextException e) {
        return super.visit(name); // validation tells the error
      }
      SqlQualified inside = qualified(full);
      if (inside == null || !isAround(owner(inside), scope)) {
        throw notSupported("An output whose columns have another meaning", place);
      }
      return full.clone(place.getParserPosition());
    }
  }
}
