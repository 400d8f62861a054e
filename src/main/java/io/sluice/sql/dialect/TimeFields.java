package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlExtractFunction;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Fields of times that the standard's EXTRACT does not have, as calls of functions: EPOCH and JULIAN, which have fractions, and the rest by name. */
final class TimeFields {
  private static final Set<String> STANDARD =
      Set.of("YEAR", "QUARTER", "MONTH", "DAY", "DOY", "HOUR", "MINUTE", "SECOND");

  private static final Set<String> WITH_FRACTION = Set.of("EPOCH", "JULIAN");

  private TimeFields() {}

  /** EXTRACT(field FROM time). */
  static SqlNode extract(SqlCall call) {
    SqlIntervalQualifier qualifier = call.operand(0);
    String field = qualifier.timeFrameName == null
        ? qualifier.timeUnitRange.name()
        : qualifier.timeFrameName.toUpperCase(Locale.ROOT);
    if (STANDARD.contains(field)) {
      return new Extract().createCall(call.getParserPosition(), call.getOperandList());
    }
    SqlNode time = call.operand(1);
    if (WITH_FRACTION.contains(field)) {
      return Trees.call(field.toLowerCase(Locale.ROOT), call.getParserPosition(), List.of(time));
    }
    SqlNode name =
        SqlLiteral.createCharString(field.toLowerCase(Locale.ROOT), qualifier.getParserPosition());
    return Trees.call("date_part", call.getParserPosition(), List.of(name, time));
  }

  /** The standard's EXTRACT, of all intervals: one may have months and a time. */
  private static final class Extract extends SqlExtractFunction {
    Extract() {
      super("EXTRACT", false);
    }

    @Override
    public void validateCall(
        SqlCall call,
        SqlValidator validator,
        SqlValidatorScope scope,
        SqlValidatorScope operandScope) {
      call.operand(1).validateExpr(validator, operandScope);
      validator.deriveType(scope, call);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      return SqlTypeUtil.isInterval(binding.getOperandType(1))
          || super.checkOperandTypes(binding, throwOnFailure);
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validateOperands(validator, scope, call);
    }
  }

  /** date_part('field', time), or date_part(['field', ...], time), which is a ROW. */
  static SqlNode datePart(SqlCall call) {
    if (call.operandCount() == 2
        && call.operand(0) instanceof SqlCall list
        && list.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
      return fields(call, list.getOperandList());
    }
    if (call.operandCount() == 2 && call.operand(0) instanceof SqlCharStringLiteral name) {
      String field = String.valueOf(name.getValueAs(String.class)).toUpperCase(Locale.ROOT);
      if (WITH_FRACTION.contains(field)) {
        return Trees.call(
            field.toLowerCase(Locale.ROOT), call.getParserPosition(), List.of(call.operand(1)));
      }
    }
    return call;
  }

  private static SqlNode fields(SqlCall call, List<SqlNode> fields) {
    List<String> names = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    for (SqlNode field : fields) {
      if (!(field instanceof SqlCharStringLiteral name)) {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR, "The fields of a time are constant texts in an array", field);
      }
      names.add(name.getValueAs(String.class));
      values.add(datePart(Trees.call(
          "date_part", call.getParserPosition(), List.of(field, TreeCopy.of(call.operand(1))))));
    }
    return new StructOperator(names).createCall(call.getParserPosition(), values);
  }
}
