package io.sluice.sql.validation;

import io.sluice.sql.type.IntervalTypeSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Writes the conversions that a call implies before its type is derived: a number or a text as a condition, and a constant text as a value of the type of the values that it
 * stands beside.
 */
final class ImpliedConversions {
  /** Functions that give one of their arguments. */
  private static final Set<String> CHOICES = Set.of("GREATEST", "LEAST", "LIST_VALUE", "LIST_PACK");

  /** Functions whose third argument stands for a missing value of the first. */
  private static final Set<String> SHIFTS = Set.of("LAG", "LEAD");

  private static final Set<SqlTypeName> READ_FROM_TEXT = EnumSet.of(
      SqlTypeName.BOOLEAN,
      SqlTypeName.DATE,
      SqlTypeName.TIME,
      SqlTypeName.TIMESTAMP,
      SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
      SqlTypeName.UUID);

  static {
    READ_FROM_TEXT.addAll(SqlTypeName.NUMERIC_TYPES);
    READ_FROM_TEXT.addAll(SqlTypeName.INTERVAL_TYPES);
    READ_FROM_TEXT.addAll(SqlTypeName.BINARY_TYPES);
  }

  private final SqlValidator validator;
  private final SqlValidatorScope scope;

  ImpliedConversions(SqlValidator validator, SqlValidatorScope scope) {
    this.validator = validator;
    this.scope = scope;
  }

  /** Changes the operands of an expression where it is a call of these. */
  void write(SqlNode expression) {
    if (expression instanceof SqlCase choice) {
      choice.getWhenOperands().replaceAll(this::condition);
      ofChoice(choice);
    } else if (expression instanceof SqlCall call) {
      switch (call.getKind()) {
        case FILTER -> call.setOperand(1, condition(call.operand(1)));
        case OVER -> ofShift(call.operand(0));
        case ARRAY_VALUE_CONSTRUCTOR -> ofAll(call);
        case EQUALS, NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM, IN, NOT_IN ->
          ofComparison(call);
        default -> {
          if (CHOICES.contains(call.getOperator().getName().toUpperCase(Locale.ROOT))) {
            ofAll(call);
          }
        }
      }
    }
  }

  /** The expression as a condition: a number is one that is true unless it is 0. */
  SqlNode condition(SqlNode expression) {
    if (expression.isA(SqlKind.QUERY)) {
      return expression;
    }
    RelDataType type = validator.deriveType(scope, expression);
    SqlParserPos position = expression.getParserPosition();
    if (SqlTypeUtil.isNumeric(type)) {
      return SqlStdOperatorTable.NOT_EQUALS.createCall(
          position, expression, SqlLiteral.createExactNumeric("0", position));
    }
    return SqlTypeUtil.isCharacter(type)
        ? cast(expression, new SqlBasicTypeNameSpec(SqlTypeName.BOOLEAN, position))
        : expression;
  }

  /** Of rows, also with those in a list. */
  private void ofComparison(SqlCall comparison) {
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode side : comparison.getOperandList()) {
      if (side instanceof SqlNodeList list) {
        rows.addAll(list);
      } else {
        rows.add(side);
      }
    }
    if (rows.stream().allMatch(row -> row.getKind() == SqlKind.ROW)) {
      ofRows(rows);
    }
  }

  /** The rows of VALUES or of a comparison, column by column. */
  void ofRows(List<SqlNode> rows) {
    int width =
        rows.stream().mapToInt(row -> ((SqlCall) row).operandCount()).min().orElse(0);
    for (int i = 0; i < width && rows.size() > 1; i++) {
      List<SqlNode> column = new ArrayList<>();
      for (SqlNode row : rows) {
        column.add(((SqlCall) row).operand(i));
      }
      List<SqlNode> converted = converted(column);
      for (int row = 0; row < rows.size(); row++) {
        ((SqlCall) rows.get(row)).setOperand(i, converted.get(row));
      }
    }
  }

  private void ofChoice(SqlCase choice) {
    SqlNodeList values = choice.getThenOperands();
    SqlNode otherwise = choice.getElseOperand();
    List<SqlNode> all = new ArrayList<>(values);
    if (otherwise != null) {
      all.add(otherwise);
    }
    List<SqlNode> converted = converted(all);
    for (int i = 0; i < values.size(); i++) {
      values.set(i, converted.get(i));
    }
    if (otherwise != null) {
      choice.setOperand(3, converted.get(values.size()));
    }
  }

  private void ofShift(SqlCall call) {
    SqlCall function =
        call.getKind() == SqlKind.IGNORE_NULLS || call.getKind() == SqlKind.RESPECT_NULLS
            ? call.operand(0)
            : call;
    if (SHIFTS.contains(function.getOperator().getName().toUpperCase(Locale.ROOT))
        && function.operandCount() == 3) {
      List<SqlNode> values = List.of(function.operand(0), function.operand(2));
      function.setOperand(2, converted(values).get(1));
    }
  }

  private void ofAll(SqlCall call) {
    List<SqlNode> converted = converted(call.getOperandList());
    for (int i = 0; i < converted.size(); i++) {
      call.setOperand(i, converted.get(i));
    }
  }

  /** The values with constant texts as values of the type of the others, where that is one that is read from text. */
  private List<SqlNode> converted(List<SqlNode> values) {
    if (values.stream().noneMatch(ImpliedConversions::isConstantText)) {
      return values;
    }
    List<RelDataType> types = new ArrayList<>();
    for (SqlNode value : values) {
      if (!isConstantText(value)) {
        RelDataType type = validator.deriveType(scope, value);
        if (type.getSqlTypeName() != SqlTypeName.NULL) {
          types.add(type);
        }
      }
    }
    RelDataType common =
        types.isEmpty() ? null : validator.getTypeFactory().leastRestrictive(types);
    if (common == null || !READ_FROM_TEXT.contains(common.getSqlTypeName())) {
      return values;
    }
    return values.stream().map(value -> read(value, common)).toList();
  }

  /** COALESCE says of its arguments that they are not NULL. */
  private static boolean isConstantText(SqlNode value) {
    return value instanceof SqlCharStringLiteral
        || value instanceof SqlCall call
            && call.getOperator().equals(SqlInternalOperators.CAST_NOT_NULL)
            && isConstantText(call.operand(0));
  }

  private static SqlNode read(SqlNode value, RelDataType type) {
    if (!isConstantText(value)) {
      return value;
    }
    SqlParserPos position = value.getParserPosition();
    return SqlTypeUtil.isInterval(type)
        ? cast(value, new IntervalTypeSpec(position))
        : SqlStdOperatorTable.CAST.createCall(position, value, SqlTypeUtil.convertTypeToSpec(type));
  }

  private static SqlNode cast(SqlNode value, SqlTypeNameSpec type) {
    SqlParserPos position = value.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position, value, new SqlDataTypeSpec(type, position));
  }
}
