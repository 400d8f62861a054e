package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
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
  ImplicitCasts(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    SqlNode operand = call.getOperandList().get(index);
    RelDataType type = validator.deriveType(scope, operand);
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
    if (index < columns.size() && scope != null) {
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

  /** Months are compared with days as intervals of both: no days are added to months. */
  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    boolean areIntervals = binding.getOperandCount() == 2
        && SqlTypeUtil.isInterval(binding.getOperandType(0))
        && SqlTypeUtil.isInterval(binding.getOperandType(1));
    if (!areIntervals) {
      return super.binaryComparisonCoercion(binding);
    }
    if (isMonths(binding.getOperandType(0)) == isMonths(binding.getOperandType(1))) {
      return false;
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
        || (SqlTypeName.NUMERIC_TYPES.contains(type.getSqlTypeName())
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
