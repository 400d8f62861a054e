package io.sluice.sql.validation;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.logical.UnnestFunction;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that stand for the fields of a ROW: {@code unnest(row)}, {@code unnest(list, recursive := true)}, which takes apart lists of lists and the ROWs in them, and {@code row.*} of a column without its table. Serves one query block,
 * whose FROM was validated.
 */
final class RowItems {
  private final SqlValidator validator;
  private final SqlValidatorScope scope;
  private final SqlSelect select;

  private RowItems(SqlSelect select, SqlValidator validator) {
    this.select = select;
    this.validator = validator;
    this.scope = validator.getWhereScope(select);
  }

  /**
   * Leaves a block as it is that has no such output.
   *
   * @throws Revision with one of them written otherwise
   */
  static void expand(SqlSelect select, SqlValidator validator) {
    RowItems items = new RowItems(select, validator);
    for (int i = 0; i < select.getSelectList().size(); i++) {
      items.expand(i);
    }
  }

  private void expand(int index) {
    SqlNode item = select.getSelectList().get(index);
    SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
    value.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          return null;
        }
        if (call.getOperator().getName().equalsIgnoreCase(UnnestFunction.INSTANCE.getName())) {
          expand(call, call == value, index);
          return null;
        }
        return super.visit(call);
      }

      @Override
      public @Nullable Void visit(SqlIdentifier name) {
        if (name.isStar() && name.names.size() == 2) {
          qualify(name);
        }
        return null;
      }
    });
  }

  /** {@code row.*} with the table of the column, where no table has the name. */
  private void qualify(SqlIdentifier star) {
    if (isTable(scope, star.names.get(0), validator)) {
      return;
    }
    SqlIdentifier column;
    try {
      column = scope.fullyQualify(star.getComponent(0)).identifier;
    } catch (CalciteContextException e) {
      return; // no column either, which the error says
    }
    if (column.names.size() == 2) {
      throw new Revision().with(star, (old, originals) -> column.plusStar());
    }
  }

  static boolean isTable(SqlValidatorScope scope, String name, SqlValidator validator) {
    SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
    scope.resolve(List.of(name), validator.getCatalogReader().nameMatcher(), false, resolved);
    return resolved.count() > 0;
  }

  private void expand(SqlCall unnest, boolean isWhole, int index) {
    if (unnest.operandCount() == 0) {
      return;
    }
    RelDataType type;
    try {
      type = validator.deriveType(scope, unnest.operand(0));
    } catch (CalciteContextException e) {
      if (unnest.operandCount() == 1) {
        return; // validation tells the error, or the names are those of outputs
      }
      throw e;
    }
    boolean isRow = type.getSqlTypeName() == SqlTypeName.ROW;
    if (unnest.operandCount() == 1 && !isRow) {
      return;
    }
    int depth = unnest.operandCount() == 1 ? 1 : depth(unnest);
    refuseOthers(unnest, type, Math.abs(depth));
    List<Output> outputs = new ArrayList<>();
    Tree tree = operand -> operand;
    addOutputs(tree, type, Math.abs(depth), depth < 0, outputs);
    if (outputs.size() == 1 && outputs.get(0).name().isEmpty()) {
      throw new Revision()
          .with(unnest, (old, originals) -> outputs.get(0).tree().of(operand(old)));
    }
    if (!isWhole) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "UNNEST of a ROW inside of an expression is not supported; take its fields by their names",
          StatementParser.position(unnest.getParserPosition()),
          null);
    }
    throw new Revision().with(select, (old, originals) -> {
      SqlSelect block = (SqlSelect) old;
      SqlNodeList list = block.getSelectList();
      List<SqlNode> items = new ArrayList<>(list.getList());
      SqlNode item = items.remove(index);
      SqlNode call = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
      SqlParserPos position = call.getParserPosition();
      List<SqlNode> fields = new ArrayList<>();
      for (Output output : outputs) {
        fields.add(SqlStdOperatorTable.AS.createCall(
            position, output.tree().of(operand(call)), new SqlIdentifier(output.name(), position)));
      }
      items.addAll(index, fields);
      block.setSelectList(new SqlNodeList(items, list.getParserPosition()));
      return block;
    });
  }

  /** Lists in lists would be taken apart for each row of the others, which is not what they are zipped for. */
  private void refuseOthers(SqlCall unnest, RelDataType type, int depth) {
    RelDataType element = type.getComponentType();
    if (depth == 1 || element == null || element.getComponentType() == null) {
      return;
    }
    select.getSelectList().accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          return null;
        }
        if (call != unnest
            && call.getOperator().getName().equalsIgnoreCase(UnnestFunction.INSTANCE.getName())) {
          throw new SluiceException(
              ErrorCode.NOT_SUPPORTED,
              "UNNEST of lists in lists beside another UNNEST is not supported; unnest in FROM instead",
              StatementParser.position(unnest.getParserPosition()),
              null);
        }
        return super.visit(call);
      }
    });
  }

  private static SqlNode operand(SqlNode unnest) {
    return TreeCopy.of(((SqlCall) unnest).operand(0));
  }

  /** Makes an expression of the argument of {@code unnest}. */
  private interface Tree {
    SqlNode of(SqlNode operand);
  }

  /**
   * A column of the result.
   *
   * @param name of the field, empty where it is no field
   */
  private record Output(Tree tree, String name) {}

  /** How many levels are taken apart; the grammar has told the forms of the argument. */
  private static int depth(SqlCall unnest) {
    if (unnest.operand(1) instanceof SqlNumericLiteral number) {
      return requireNonNull(number.bigDecimalValue()).intValueExact();
    }
    throw new IllegalStateException("a depth of " + unnest.operand(1));
  }

  private static void addOutputs(
      Tree tree, RelDataType type, int depth, boolean keepsNames, List<Output> outputs) {
    Tree current = tree;
    RelDataType left = type;
    int levels = depth;
    int lists = 0;
    while (levels > 0 && left.getComponentType() != null) {
      left = left.getComponentType();
      levels--;
      lists++;
    }
    if (lists > 0) {
      current = unnested(tree, lists);
    } else if (left.getSqlTypeName() != SqlTypeName.ROW) {
      current = unnested(tree, 1); // validation tells what is wrong with its type
      levels = 0;
    }
    addFields(current, left, levels, keepsNames, "", outputs);
  }

  private static void addFields(
      Tree tree,
      RelDataType type,
      int depth,
      boolean keepsNames,
      String name,
      List<Output> outputs) {
    if (depth == 0 || type.getSqlTypeName() != SqlTypeName.ROW) {
      outputs.add(new Output(tree, name));
      return;
    }
    List<Field> fields = ((RowType) SqlTypes.toEngine(type)).fields();
    for (int i = 0; i < fields.size(); i++) {
      String number = Integer.toString(i + 1);
      Tree field = operand -> {
        SqlNode row = tree.of(operand);
        SqlParserPos position = row.getParserPosition();
        return SqlStdOperatorTable.ITEM.createCall(
            position, row, SqlLiteral.createExactNumeric(number, position));
      };
      String written = fields.get(i).name();
      String own = written.isEmpty() ? "element" + number : written;
      addFields(
          field,
          type.getFieldList().get(i).getType(),
          depth - 1,
          keepsNames,
          keepsNames && !name.isEmpty() ? name + "." + own : own,
          outputs);
    }
  }

  private static Tree unnested(Tree list, int depth) {
    return operand -> {
      SqlNode flat = list.of(operand);
      for (int i = 1; i < depth; i++) {
        flat = Trees.call("flatten", flat);
      }
      return Trees.call(UnnestFunction.INSTANCE.getName(), flat);
    };
  }
}
