package io.sluice.sql.validation;

import com.google.common.base.CharMatcher;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.operator.TemporalOperators;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.IntervalTypeSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/**
 * The casts that need not be written: between numbers, from DATE to TIMESTAMP, from a constant text to any type, and to VARCHAR except to compare.
 */
final class ImplicitCasts extends TypeCoercionImpl {
  private static final CharMatcher FRACTION = CharMatcher.anyOf(".eE");

  private static final Set<SqlKind> EQUALITIES = EnumSet.of(
      SqlKind.EQUALS, SqlKind.NOT_EQUALS, SqlKind.IS_DISTINCT_FROM, SqlKind.IS_NOT_DISTINCT_FROM);

  ImplicitCasts(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    SqlNode operand = call.getOperandList().get(index);
    RelDataType type = validator.deriveType(scope, operand);
    if (SqlTypeUtil.isInterval(target)) {
      return asInterval(scope, call, index);
    }
    boolean isComparison = call.isA(SqlKind.COMPARISON) || call.getKind() == SqlKind.BETWEEN;
    boolean isText = !isComparison && family(target) == SqlTypeFamily.CHARACTER;
    if (!(operand instanceof SqlLiteral) && !isText) {
      check(type, target, operand);
    }
    return super.coerceOperandType(scope, call, index, target);
  }

  @Override
  protected boolean coerceColumnType(
      SqlValidatorScope scope, SqlNodeList columns, int index, RelDataType target) {
    // The sides of UNION and its like become texts where one is.
    if (index < columns.size() && scope != null && !SqlTypeUtil.isCharacter(target)) {
      SqlNode column = columns.get(index);
      if (column.getKind() == SqlKind.AS) {
        column = ((SqlCall) column).operand(0);
      }
      if (!(column instanceof SqlLiteral) && column.getKind() != SqlKind.DYNAMIC_PARAM) {
        check(validator.deriveType(scope, column), target, column);
      }
    }
    return super.coerceColumnType(scope, columns, index, target);
  }

  /** The first rows of a recursive query keep their types, as the rest of it was validated with them. */
  @Override
  public boolean rowTypeCoercion(
      @Nullable SqlValidatorScope scope, SqlNode query, int index, RelDataType target) {
    if (validator instanceof QueryValidator queries && queries.isSeed(query)) {
      RelDataType type =
          validator.getValidatedNodeType(query).getFieldList().get(index).getType();
      if (factory.leastRestrictive(List.of(type, target)) != null) {
        return false;
      }
    }
    return super.rowTypeCoercion(scope, query, index, target);
  }

  /** A sum of conditions counts those that are true. */
  @Override
  public boolean builtinFunctionCoercion(
      SqlCallBinding binding, List<RelDataType> types, List<SqlTypeFamily> families) {
    boolean isSumOfConditions = binding.getCall().getKind() == SqlKind.SUM
        && types.get(0).getSqlTypeName() == SqlTypeName.BOOLEAN;
    if (!isSumOfConditions) {
      return super.builtinFunctionCoercion(binding, types, families);
    }
    SqlCall call = binding.getCall();
    SqlNode cast = SqlStdOperatorTable.CAST.createCall(
        call.getParserPosition(),
        call.operand(0),
        SqlTypeUtil.convertTypeToSpec(factory.createSqlType(SqlTypeName.INTEGER)));
    call.setOperand(0, cast);
    validator.deriveType(binding.getScope(), cast);
    return true;
  }

  /** All units are of one type to the engine; texts become it. */
  private boolean asInterval(SqlValidatorScope scope, SqlCall call, int index) {
    SqlNode operand = call.getOperandList().get(index);
    if (!SqlTypeUtil.isCharacter(validator.deriveType(scope, operand))) {
      return false;
    }
    cast(scope, call, index, new IntervalTypeSpec(operand.getParserPosition()));
    return true;
  }

  private void cast(SqlValidatorScope scope, SqlCall call, int index, SqlTypeNameSpec type) {
    SqlNode cast = cast(scope, call.operand(index), type);
    call.setOperand(index, cast);
  }

  private SqlNode cast(SqlValidatorScope scope, SqlNode value, SqlTypeNameSpec type) {
    SqlParserPos position = value.getParserPosition();
    SqlNode cast =
        SqlStdOperatorTable.CAST.createCall(position, value, new SqlDataTypeSpec(type, position));
    validator.deriveType(scope, cast);
    return cast;
  }

  /** Only constants become texts beside texts here. */
  @Override
  public boolean caseWhenCoercion(SqlCallBinding binding) {
    SqlCase choice = (SqlCase) binding.getCall();
    List<SqlNode> values = new ArrayList<>(choice.getThenOperands());
    if (choice.getElseOperand() != null) {
      values.add(choice.getElseOperand());
    }
    boolean hasText = values.stream()
        .anyMatch(
            value -> SqlTypeUtil.isCharacter(validator.deriveType(binding.getScope(), value)));
    for (SqlNode value : values) {
      if (hasText && !(value instanceof SqlLiteral) && value.getKind() != SqlKind.DYNAMIC_PARAM) {
        check(
            validator.deriveType(binding.getScope(), value),
            factory.createSqlType(SqlTypeName.VARCHAR),
            value);
      }
    }
    return super.caseWhenCoercion(binding);
  }

  /** Texts in a list become intervals or bytes, where the value is one. */
  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    RelDataType type = binding.getOperandType(0);
    if (!(binding.operand(1) instanceof SqlNodeList values)) {
      return super.inOperationCoercion(binding);
    }
    if (readComputedTexts(binding, values)) {
      return true;
    }
    if (!isReadFromText(type)) {
      return super.inOperationCoercion(binding);
    }
    SqlValidatorScope scope = binding.getScope();
    boolean isCoerced = false;
    for (int i = 0; i < values.size(); i++) {
      if (SqlTypeUtil.isCharacter(validator.deriveType(scope, values.get(i)))) {
        values.set(i, cast(scope, values.get(i), spec(type, values.get(i).getParserPosition())));
        isCoerced = true;
      }
    }
    if (isCoerced) {
      updateInferredType(values, factory.createTypeWithNullability(type, true));
    }
    return isCoerced;
  }

  /** A text beside a list of values of another type is read as one, and so are texts that are computed in a list beside such a value. */
  private boolean readComputedTexts(SqlCallBinding binding, SqlNodeList values) {
    SqlValidatorScope scope = binding.getScope();
    RelDataType left = binding.getOperandType(0);
    List<RelDataType> types =
        values.stream().map(value -> validator.deriveType(scope, value)).toList();
    boolean isOfOneKind = types.stream()
        .allMatch(type -> isComparedWithText(type) && family(type) == family(types.get(0)));
    if (SqlTypeUtil.isCharacter(left) && isOfOneKind) {
      SqlNode text = binding.operand(0);
      boolean isNumberText = text instanceof SqlLiteral && SqlTypeUtil.isNumeric(types.get(0));
      if (!isNumberText) {
        cast(scope, binding.getCall(), 0, comparable(types, text.getParserPosition()));
        return true;
      }
    }
    boolean isRead = false;
    for (int i = 0; i < values.size() && isComparedWithText(left); i++) {
      SqlNode value = values.get(i);
      if (SqlTypeUtil.isCharacter(types.get(i)) && !(value instanceof SqlLiteral)) {
        values.set(i, cast(scope, value, comparable(List.of(left), value.getParserPosition())));
        isRead = true;
      }
    }
    return isRead && !isReadFromText(left);
  }

  /** Whether texts that it is compared with are read as values of the type. */
  private static boolean isReadFromText(RelDataType type) {
    return SqlTypeUtil.isInterval(type) || SqlTypeUtil.isBinary(type);
  }

  private static SqlTypeNameSpec spec(RelDataType type, SqlParserPos position) {
    return SqlTypeUtil.isInterval(type)
        ? new IntervalTypeSpec(position)
        : new SqlBasicTypeNameSpec(SqlTypeName.VARBINARY, position);
  }

  /**
   * Texts beside intervals and bytes are read as these, conditions beside numbers are 1 and 0. Months are compared with days as intervals of both: no days are added to months.
   */
  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    boolean wasText = readTexts(binding);
    if (binding.getOperandCount() == 2 && (countConditions(binding) || readComputedText(binding))) {
      return true;
    }
    boolean areIntervals = binding.getOperandCount() == 2
        && SqlTypeUtil.isInterval(binding.getOperandType(0))
        && SqlTypeUtil.isInterval(binding.getOperandType(1));
    if (!areIntervals) {
      return wasText || super.binaryComparisonCoercion(binding);
    }
    if (isMonths(binding.getOperandType(0)) == isMonths(binding.getOperandType(1))) {
      return wasText;
    }
    SqlCall call = binding.getCall();
    int index = isMonths(binding.getOperandType(0)) ? 0 : 1;
    SqlParserPos position = call.operand(index).getParserPosition();
    SqlNode noDays = SqlLiteral.createInterval(
        1, "0", new SqlIntervalQualifier(TimeUnit.DAY, null, position), position);
    SqlNode sum = TemporalOperators.PLUS.createCall(position, call.<SqlNode>operand(index), noDays);
    call.setOperand(index, sum);
    validator.deriveType(binding.getScope(), sum);
    return true;
  }

  /** A constant text with a fraction or an exponent is a DOUBLE beside a number; as a number of the other's type it would be rounded. */
  @Override
  protected boolean binaryArithmeticWithStrings(
      SqlCallBinding binding, RelDataType left, RelDataType right) {
    int text = SqlTypeUtil.isCharacter(left) ? 0 : 1;
    if (SqlTypeUtil.isNumeric(text == 0 ? right : left)
        && binding.operand(text) instanceof SqlCharStringLiteral literal
        && FRACTION.matchesAnyOf(literal.toValue())) {
      SqlTypeNameSpec number =
          new SqlBasicTypeNameSpec(SqlTypeName.DOUBLE, literal.getParserPosition());
      cast(binding.getScope(), binding.getCall(), text, number);
      return true;
    }
    return super.binaryArithmeticWithStrings(binding, left, right);
  }

  private boolean readTexts(SqlCallBinding binding) {
    RelDataType type = binding.collectOperandTypes().stream()
        .filter(ImplicitCasts::isReadFromText)
        .findFirst()
        .orElse(null);
    boolean wasText = false;
    for (int i = 0; type != null && i < binding.getOperandCount(); i++) {
      if (SqlTypeUtil.isCharacter(binding.getOperandType(i))) {
        SqlParserPos position = binding.operand(i).getParserPosition();
        cast(binding.getScope(), binding.getCall(), i, spec(type, position));
        wasText = true;
      }
    }
    return wasText;
  }

  /** A text that may equal a value of another type is read as one. */
  private boolean readComputedText(SqlCallBinding binding) {
    for (int i = 0; i < 2 && EQUALITIES.contains(binding.getCall().getKind()); i++) {
      RelDataType other = binding.getOperandType(1 - i);
      if (SqlTypeUtil.isCharacter(binding.getOperandType(i))
          && !(binding.operand(i) instanceof SqlLiteral)
          && isComparedWithText(other)) {
        SqlParserPos position = binding.operand(i).getParserPosition();
        cast(binding.getScope(), binding.getCall(), i, comparable(List.of(other), position));
        return true;
      }
    }
    return false;
  }

  private static boolean isComparedWithText(RelDataType type) {
    return SqlTypeUtil.isNumeric(type)
        || SqlTypeName.DATETIME_TYPES.contains(type.getSqlTypeName())
        || isReadFromText(type);
  }

  /** The type in which texts are compared with values of some types of one kind. */
  private static SqlTypeNameSpec comparable(List<RelDataType> others, SqlParserPos position) {
    RelDataType other = others.get(0);
    if (isReadFromText(other)) {
      return spec(other, position);
    }
    if (!SqlTypeUtil.isNumeric(other)) {
      return SqlTypeUtil.convertTypeToSpec(other).getTypeNameSpec();
    }
    boolean areWhole = others.stream().allMatch(SqlTypeUtil::isIntType);
    return new SqlBasicTypeNameSpec(areWhole ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE, position);
  }

  private boolean countConditions(SqlCallBinding binding) {
    for (int i = 0; i < 2; i++) {
      if (SqlTypeUtil.isBoolean(binding.getOperandType(i))
          && SqlTypeUtil.isNumeric(binding.getOperandType(1 - i))) {
        SqlParserPos position = binding.operand(i).getParserPosition();
        SqlTypeNameSpec number = new SqlBasicTypeNameSpec(SqlTypeName.INTEGER, position);
        cast(binding.getScope(), binding.getCall(), i, number);
        return true;
      }
    }
    return false;
  }

  /** Numbers and texts are conditions where one is wanted: 0 is false. */
  @Override
  public @Nullable RelDataType implicitCast(RelDataType in, SqlTypeFamily expected) {
    boolean isCondition = expected == SqlTypeFamily.BOOLEAN
        && (SqlTypeUtil.isNumeric(in) || SqlTypeUtil.isCharacter(in));
    return isCondition
        ? factory.createTypeWithNullability(
            factory.createSqlType(SqlTypeName.BOOLEAN), in.isNullable())
        : super.implicitCast(in, expected);
  }

  private static boolean isMonths(RelDataType interval) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
  }

  private static SqlTypeFamily family(RelDataType type) {
    SqlTypeFamily family = type.getSqlTypeName().getFamily();
    return family == null ? SqlTypeFamily.ANY : family;
  }

  private static void check(RelDataType type, RelDataType target, SqlNode where) {
    SqlTypeFamily from = family(type);
    SqlTypeFamily to = family(target);
    boolean isAllowed = type.getSqlTypeName() == SqlTypeName.NULL
        || type.getSqlTypeName() == SqlTypeName.ANY
        || target.getSqlTypeName() == SqlTypeName.ANY
        || from == to
        || (from == SqlTypeFamily.DATE && to == SqlTypeFamily.TIMESTAMP)
        || (SqlTypeName.NUMERIC_TYPES.contains(type.getSqlTypeName())
            && SqlTypeName.NUMERIC_TYPES.contains(target.getSqlTypeName()))
        || ((SqlTypeName.NUMERIC_TYPES.contains(type.getSqlTypeName())
                || from == SqlTypeFamily.CHARACTER)
            && to == SqlTypeFamily.BOOLEAN);
    if (!isAllowed) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "%s does not become %s by itself; write CAST(... AS %s)"
              .formatted(
                  type.getSqlTypeName().getName(),
                  target.getSqlTypeName().getName(),
                  target.getSqlTypeName().getName()),
          StatementParser.position(where.getParserPosition()),
          null);
    }
  }
}
