package io.sluice.sql.operator;

import io.sluice.sql.type.SluiceTypeFactory;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic with dates, times and intervals that the standard operators do not know: the difference of two dates is their days as a BIGINT, that of two
 * timestamps or times an INTERVAL; a whole number added to a date counts days; intervals are added, multiplied and divided.
 */
public final class TemporalOperators {
  /** The sum of an interval and another, or of a moment and an interval. */
  public static final SqlBinaryOperator PLUS = new TemporalOperator(SqlStdOperatorTable.PLUS);

  static final SqlOperatorTable TABLE = SqlOperatorTables.of(List.of(
      PLUS,
      new TemporalOperator(SqlStdOperatorTable.MINUS),
      new TemporalOperator(SqlStdOperatorTable.MULTIPLY),
      new TemporalOperator(SqlStdOperatorTable.DIVIDE)));

  private TemporalOperators() {}

  /** Gives way to the standard operator where it is not asked for its own types. */
  private static final class TemporalOperator extends SqlBinaryOperator {
    private final SqlBinaryOperator standard;

    TemporalOperator(SqlBinaryOperator standard) {
      super(
          standard.getName(),
          standard.getKind(),
          standard.getLeftPrec(),
          true,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY_ANY);
      this.standard = standard;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      readMoment(binding);
      if (type(binding) != null) {
        return true;
      }
      if (isScaledByText(binding)) {
        if (throwOnFailure) {
          throw binding.newValidationSignatureError();
        }
        return false;
      }
      ((SqlBasicCall) binding.getCall()).setOperator(standard);
      return standard.checkOperandTypes(binding, throwOnFailure);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
      RelDataType type = type(binding);
      if (type == null) {
        return standard.inferReturnType(binding);
      }
      boolean isNullable =
          binding.getOperandType(0).isNullable() || binding.getOperandType(1).isNullable();
      return binding.getTypeFactory().createTypeWithNullability(type, isNullable);
    }

    /** A constant text, or NULL, from which a date or a time is taken, is one as well. */
    private void readMoment(SqlCallBinding binding) {
      RelDataType moment = binding.getOperandType(1);
      boolean isRead = getKind() == SqlKind.MINUS
          && binding.operand(0) instanceof SqlLiteral text
          && (SqlTypeUtil.isCharacter(binding.getOperandType(0)) || SqlUtil.isNull(text))
          && (moment.getSqlTypeName() == SqlTypeName.DATE || isTimestamp(moment));
      if (isRead) {
        SqlParserPos position = binding.operand(0).getParserPosition();
        SqlNode cast = SqlStdOperatorTable.CAST.createCall(
            position, binding.operand(0), SqlTypeUtil.convertTypeToSpec(moment));
        binding.getCall().setOperand(0, cast);
        binding.getValidator().deriveType(binding.getScope(), cast);
      }
    }

    private boolean isScaledByText(SqlOperatorBinding binding) {
      RelDataType left = binding.getOperandType(0);
      RelDataType right = binding.getOperandType(1);
      return (getKind() == SqlKind.TIMES || getKind() == SqlKind.DIVIDE)
          && (isInterval(left) && SqlTypeUtil.isCharacter(right)
              || SqlTypeUtil.isCharacter(left) && isInterval(right));
    }

    private @Nullable RelDataType type(SqlOperatorBinding binding) {
      return type(binding.getTypeFactory(), binding.getOperandType(0), binding.getOperandType(1));
    }

    private @Nullable RelDataType type(
        RelDataTypeFactory types, RelDataType left, RelDataType right) {
      return switch (getKind()) {
        case PLUS -> {
          RelDataType sum = sum(types, left, right);
          yield sum == null ? sum(types, right, left) : sum;
        }
        case MINUS -> difference(types, left, right);
        case TIMES ->
          isInterval(left) && isNumber(right) || isNumber(left) && isInterval(right)
              ? product(types, left, right)
              : null;
        case DIVIDE ->
          isInterval(left) && isNumber(right) ? SluiceTypeFactory.interval(types) : null;
        default -> null;
      };
    }

    /** Whole multiples of a unit keep their type. */
    private static @Nullable RelDataType product(
        RelDataTypeFactory types, RelDataType left, RelDataType right) {
      RelDataType number = isInterval(left) ? right : left;
      return SqlTypeName.INT_TYPES.contains(number.getSqlTypeName())
          ? null
          : SluiceTypeFactory.interval(types);
    }

    private static @Nullable RelDataType sum(
        RelDataTypeFactory types, RelDataType left, RelDataType right) {
      SqlTypeName from = left.getSqlTypeName();
      if (from == SqlTypeName.DATE) {
        if (SqlTypeName.INT_TYPES.contains(right.getSqlTypeName())) {
          return left;
        }
        return right.getSqlTypeName() == SqlTypeName.TIME || hasTime(right)
            ? types.createSqlType(SqlTypeName.TIMESTAMP)
            : null;
      }
      if ((from == SqlTypeName.TIME || isTimestamp(left)) && isInterval(right)) {
        return isPlain(right) ? null : left;
      }
      return isInterval(left) && isInterval(right) ? SluiceTypeFactory.interval(types) : null;
    }

    private static @Nullable RelDataType difference(
        RelDataTypeFactory types, RelDataType left, RelDataType right) {
      SqlTypeName from = left.getSqlTypeName();
      SqlTypeName to = right.getSqlTypeName();
      if (from == SqlTypeName.DATE && to == SqlTypeName.DATE) {
        return types.createSqlType(SqlTypeName.BIGINT);
      }
      boolean areMoments = (isTimestamp(left) || from == SqlTypeName.DATE)
          && (isTimestamp(right) || to == SqlTypeName.DATE);
      if (areMoments || from == SqlTypeName.TIME && to == SqlTypeName.TIME) {
        return SluiceTypeFactory.interval(types);
      }
      return to == SqlTypeName.TIME ? null : sum(types, left, right);
    }

    private static boolean isTimestamp(RelDataType type) {
      return type.getSqlTypeName() == SqlTypeName.TIMESTAMP
          || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    private static boolean isInterval(RelDataType type) {
      return SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName());
    }

    private static boolean isNumber(RelDataType type) {
      return SqlTypeName.NUMERIC_TYPES.contains(type.getSqlTypeName());
    }

    /** An interval of hours or less. */
    private static boolean hasTime(RelDataType type) {
      return isInterval(type)
          && !SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())
          && (type.getSqlTypeName().getStartUnit() != TimeUnit.DAY
              || type.getSqlTypeName().getEndUnit() != TimeUnit.DAY);
    }

    /** An interval of months or of days, as the standard operators take it. */
    private static boolean isPlain(RelDataType type) {
      return type.getSqlTypeName() != SqlTypeName.INTERVAL_DAY_SECOND;
    }
  }
}
