package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import io.sluice.sql.tree.TreeCopy;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Litmus;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Names of a query block's outputs where expressions of the block use them: in WHERE, HAVING and QUALIFY, and in outputs further right. A column of the block's FROM goes before an output, an output
 * before a column of an enclosing block. Serves one block, whose FROM was validated.
 */
final class OutputAliases extends SqlShuttle {
  private final SqlValidator validator;
  private final SqlValidatorScope block;
  private final SqlSelect select;
  private final Map<String, SqlNode> outputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final AliasesInSubQueries subQueries;

  OutputAliases(SqlValidator validator, SqlSelect select) {
    this.validator = validator;
    this.select = select;
    this.block = validator.getWhereScope(select);
    this.subQueries = new AliasesInSubQueries(select, validator, outputs);
  }

  /**
   * Puts the expressions in the place of their names.
   *
   * @throws Revision that does so in sub-queries, if they have such names
   */
  void replace() {
    SqlNodeList items = select.getSelectList();
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      if (item.getKind() == SqlKind.AS) {
        SqlCall named = (SqlCall) item;
        SqlNode value = replaced(named.operand(0));
        named.setOperand(0, value);
        outputs.putIfAbsent(((SqlIdentifier) named.operand(1)).getSimple(), value);
      } else {
        items.set(i, replaced(item));
      }
    }
    SqlNode where = select.getWhere();
    if (where != null) {
      select.setWhere(replaced(where));
    }
    SqlNode having = select.getHaving();
    if (having != null) {
      select.setHaving(replaced(requireNonNull(having.accept(new OwnColumns()))));
    }
    SqlNode qualify = select.getQualify();
    if (qualify != null) {
      select.setQualify(replaced(qualify));
    }
    SqlNodeList order = select.getOrderList();
    if (order != null) {
      order.replaceAll(this::ownColumnsFirst);
      order.accept(subQueries);
    }
    subQueries.finish();
  }

  /** A key of ORDER BY. Where it is a name alone, that of an output goes first; in an expression a column of FROM does, which gets the name of its table in front. */
  private SqlNode ownColumnsFirst(SqlNode key) {
    return switch (key.getKind()) {
      case IDENTIFIER -> ofOneOutput((SqlIdentifier) key);
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) key;
        yield call.getOperator()
            .createCall(call.getParserPosition(), ownColumnsFirst(call.operand(0)));
      }
      default -> requireNonNull(key.accept(new OwnColumns()));
    };
  }

  /** What a name alone is sorted by, where several outputs have it: the value that has it behind AS; without one the column that all of them are. */
  private SqlNode ofOneOutput(SqlIdentifier key) {
    SqlNodeList items = select.getSelectList();
    if (!key.isSimple() || items.stream().filter(item -> hasName(item, key)).count() < 2) {
      return key;
    }
    SqlNode output = outputs.get(key.getSimple());
    if (output == null) {
      return isOwnColumn(key) ? block.fullyQualify(key).identifier : key;
    }
    boolean isOne = items.stream()
        .filter(item -> item.getKind() == SqlKind.AS && hasName(item, key))
        .allMatch(item -> ((SqlCall) item).operand(0).equalsDeep(output, Litmus.IGNORE));
    if (!isOne) {
      return key;
    }
    for (int i = 0; i < items.size() && !isStar(items.get(i)); i++) {
      if (items.get(i).getKind() == SqlKind.AS && hasName(items.get(i), key)) {
        return SqlLiteral.createExactNumeric(Integer.toString(i + 1), key.getParserPosition());
      }
    }
    if (SqlUtil.containsCall(output, call -> call.isA(SqlKind.QUERY))) {
      return key;
    }
    SqlNode copy = output instanceof SqlCall call ? new TreeCopy().copy(call) : output;
    return requireNonNull(copy.accept(new OwnColumns()));
  }

  private static boolean hasName(SqlNode item, SqlIdentifier name) {
    SqlNode named = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
    return isStar(named)
        || named instanceof SqlIdentifier column
            && Util.last(column.names).equalsIgnoreCase(name.getSimple());
  }

  private static boolean isStar(SqlNode item) {
    return item instanceof SqlIdentifier column && column.isStar();
  }

  /** Columns of FROM whose name an output has too; in an aggregate, and where groups are made by them, they are meant. */
  private final class OwnColumns extends SqlShuttle {
    private boolean isInAggregate;

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY) || isWithName(call)) {
        return call;
      }
      boolean wasInAggregate = isInAggregate;
      isInAggregate |= SubQueryVisitor.isAggregate(call);
      SqlNode visited = super.visit(call);
      isInAggregate = wasInAggregate;
      return visited;
    }

    @Override
    public SqlNode visit(SqlIdentifier name) {
      boolean isOutput = name.isSimple() && isOutput(name);
      if (!isOutput || !isOwnColumn(name)) {
        return name;
      }
      SqlIdentifier column = block.fullyQualify(name).identifier;
      return isInAggregate || isReadable(column) ? column : name;
    }

    /** Whether an output is called so, or several are columns of the name. */
    private boolean isOutput(SqlIdentifier name) {
      return outputs.containsKey(name.getSimple())
          || select.getSelectList().stream().filter(item -> hasName(item, name)).count() > 1;
    }

    /** Whether a row of the result still has the column: of groups only what they are made by. */
    private boolean isReadable(SqlIdentifier column) {
      SqlNodeList groups = select.getGroup();
      if (groups == null) {
        return !(validator.getSelectScope(select) instanceof AggregatingSelectScope);
      }
      return groups.stream().anyMatch(group -> isKey(group, column));
    }

    private boolean isKey(SqlNode group, SqlIdentifier column) {
      return switch (group.getKind()) {
        case IDENTIFIER ->
          isOwnColumn((SqlIdentifier) group)
              && block
                  .fullyQualify((SqlIdentifier) group)
                  .identifier
                  .equalsDeep(column, Litmus.IGNORE);
        case GROUPING_SETS, ROLLUP, CUBE, ROW ->
          ((SqlCall) group).getOperandList().stream().anyMatch(element -> isKey(element, column));
        default -> false;
      };
    }
  }

  private SqlNode replaced(SqlNode expression) {
    SqlNode replaced = outputs.isEmpty() ? expression : expression.accept(this);
    if (replaced == null) {
      throw new IllegalStateException("an expression vanished");
    }
    return replaced;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)) {
      if (!outputs.isEmpty()) {
        subQueries.visit(call);
      }
      return call;
    }
    return isWithName(call)
        ? call.getOperator()
            .createCall(call.getParserPosition(), replaced(call.operand(0)), call.operand(1))
        : super.visit(call);
  }

  /** Whether the second operand is a name of something else than a column. */
  static boolean isWithName(SqlCall call) {
    return call.getKind() == SqlKind.DOT || call.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    SqlNode output = name.isSimple() ? outputs.get(name.getSimple()) : null;
    if (output == null || isOwnColumn(name)) {
      return name;
    }
    boolean hasQuery = SqlUtil.containsCall(output, call -> call.isA(SqlKind.QUERY));
    return output instanceof SqlCall call && !hasQuery ? new TreeCopy().copy(call) : output;
  }

  private boolean isOwnColumn(SqlIdentifier name) {
    SqlQualified qualified;
    try {
      qualified = block.fullyQualify(name);
    } catch (CalciteContextException e) {
      return false;
    }
    SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
    block.resolve(qualified.prefix(), validator.getCatalogReader().nameMatcher(), false, resolved);
    return resolved.count() != 1 || resolved.only().scope == block;
  }
}
