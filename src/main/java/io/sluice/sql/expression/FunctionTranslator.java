package io.sluice.sql.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.CallExpression;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.ScalarImplementation;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.ScalarFunctions;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Calls of scalar functions, by their names in SQL. */
final class FunctionTranslator {
  private static final String TYPE_OF = "typeof";

  /** What is shown for the type of a NULL that takes its type from nothing. */
  private static final String NO_TYPE = "\"NULL\"";

  private final ExpressionTranslator expressions;

  FunctionTranslator(ExpressionTranslator expressions) {
    this.expressions = expressions;
  }

  PhysicalExpression translate(RexCall call) {
    if (call.getOperator() instanceof ScalarOperator operator) {
      return registered(operator, call);
    }
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    DataType type = SqlTypes.toEngine(call.getType());
    return switch (name) {
      case "-" -> numeric(BuiltinFunction.NEGATE, call, type);
      case "+" -> Casts.cast(operand(call, 0), type);
      case "ABS" -> numeric(BuiltinFunction.ABS, call, type);
      case "FLOOR" -> numeric(BuiltinFunction.FLOOR, call, type);
      case "CEIL", "CEILING" -> numeric(BuiltinFunction.CEIL, call, type);
      case "ROUND" -> round(call, type);
      case "SQRT", "POWER" -> power(name, call);
      case "MOD" ->
        ExpressionTranslator.arithmetic(
            ArithmeticOperator.MODULO, operand(call, 0), operand(call, 1), type);
      case "LOWER" -> text(BuiltinFunction.LOWER, call, DataType.VARCHAR);
      case "UPPER" -> text(BuiltinFunction.UPPER, call, DataType.VARCHAR);
      case "TRIM" -> trim(call);
      case "CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH", "LEN" ->
        Casts.cast(text(BuiltinFunction.CHAR_LENGTH, call, DataType.INTEGER), type);
      case "SUBSTRING", "SUBSTR" -> substring(call);
      case "||" ->
        type.equals(DataType.VARBINARY)
            ? concat(expressions.translate(call.getOperands()), type)
            : concat(operands(call), DataType.VARCHAR);
      case "CONCAT" ->
        concat(
            operands(call).stream().map(FunctionTranslator::emptyForNull).toList(),
            DataType.VARCHAR);
      case "POSITION" -> Casts.cast(text(BuiltinFunction.POSITION, call, DataType.INTEGER), type);
      case "REPLACE" -> text(BuiltinFunction.REPLACE, call, DataType.VARCHAR);
      case "EXTRACT" -> extract(call, type);
      default -> throw ExpressionTranslator.notSupported(call.getOperator().getName());
    };
  }

  private PhysicalExpression registered(ScalarOperator operator, RexCall call) {
    ScalarFunction function = operator.function();
    if (function.name().equals(TYPE_OF)
        && call.getOperands().get(0).getType().getSqlTypeName() == SqlTypeName.NULL) {
      return new LiteralExpression(Literal.of(NO_TYPE));
    }
    ScalarImplementation implementation = ScalarOperator.implementation(
            function, call.getOperands().stream().map(RexNode::getType).toList())
        .orElseThrow(() -> ExpressionTranslator.notSupported(function.name()));
    PhysicalExpression result =
        call(function, implementation, expressions.translate(call.getOperands()));
    return Casts.cast(result, SqlTypes.toEngine(call.getType()));
  }

  /** A call of a function of the registry, its arguments cast to what it takes. */
  static CallExpression call(ScalarFunction function, List<PhysicalExpression> given) {
    ScalarImplementation implementation = function
        .implementation(given.stream().map(PhysicalExpression::type).toList())
        .orElseThrow(() -> ExpressionTranslator.notSupported(function.name() + " of "
            + given.stream().map(PhysicalExpression::type).toList()));
    return call(function, implementation, given);
  }

  private static CallExpression call(
      ScalarFunction function,
      ScalarImplementation implementation,
      List<PhysicalExpression> given) {
    List<PhysicalExpression> arguments = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      arguments.add(Casts.cast(given.get(i), implementation.parameterTypes().get(i)));
    }
    return new CallExpression(function.name(), implementation, arguments);
  }

  private PhysicalExpression operand(RexCall call, int index) {
    return expressions.translate(call.getOperands().get(index));
  }

  private static PhysicalExpression call(
      BuiltinFunction function, DataType type, PhysicalExpression... arguments) {
    return new FunctionExpression(function, List.of(arguments), type);
  }

  /** A function of one number whose result has the argument's kind. */
  private PhysicalExpression numeric(BuiltinFunction function, RexCall call, DataType type) {
    if (call.getOperands().size() != 1) {
      throw ExpressionTranslator.notSupported(
          call.getOperator().getName() + " of " + call.getOperands().size() + " arguments");
    }
    PhysicalExpression operand = operand(call, 0);
    if (operand.type().kind() == TypeKind.INTERVAL && function == BuiltinFunction.NEGATE) {
      return call(BuiltinFunction.INTERVAL_NEGATE, operand.type(), operand);
    }
    if (operand.type().kind() == TypeKind.INTERVAL) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          call.getOperator().getName().toLowerCase(Locale.ROOT) + " does not take (INTERVAL)");
    }
    PhysicalExpression argument = Casts.cast(operand, Casts.computed(operand.type()));
    if (function == BuiltinFunction.FLOOR || function == BuiltinFunction.CEIL) {
      return Casts.cast(call(function, wholeType(argument.type()), argument), type);
    }
    DataType computed = Casts.computed(type);
    PhysicalExpression same =
        computed.kind() == argument.type().kind() ? argument : Casts.cast(argument, computed);
    return Casts.cast(call(function, same.type(), same), type);
  }

  /** What FLOOR and CEIL give: DECIMAL loses its fraction and may gain a digit. */
  private static DataType wholeType(DataType argument) {
    if (argument instanceof DecimalType decimal && decimal.scale() > 0) {
      return DataType.decimal(
          Math.min(DecimalType.MAX_PRECISION, decimal.precision() - decimal.scale() + 1), 0);
    }
    return argument;
  }

  private PhysicalExpression round(RexCall call, DataType type) {
    PhysicalExpression operand = operand(call, 0);
    PhysicalExpression argument = Casts.cast(operand, Casts.computed(operand.type()));
    PhysicalExpression digits = call.getOperands().size() > 1
        ? Casts.cast(operand(call, 1), DataType.INTEGER)
        : new LiteralExpression(Literal.of(0));
    DataType rounded = type instanceof DecimalType ? type : argument.type();
    return Casts.cast(call(BuiltinFunction.ROUND, rounded, argument, digits), type);
  }

  /** SQRT(x), which the optimiser writes as POWER(x, 0.5). */
  private PhysicalExpression power(String name, RexCall call) {
    if (name.equals("POWER")
        && !(operand(call, 1) instanceof LiteralExpression exponent
            && exponent.literal().value() instanceof Number number
            && number.doubleValue() == 0.5)) {
      throw ExpressionTranslator.notSupported("POWER");
    }
    return call(
        BuiltinFunction.SQRT, DataType.DOUBLE, Casts.cast(operand(call, 0), DataType.DOUBLE));
  }

  private PhysicalExpression text(BuiltinFunction function, RexCall call, DataType type) {
    List<PhysicalExpression> arguments = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      arguments.add(Casts.cast(expressions.translate(operand), DataType.VARCHAR));
    }
    int expected = switch (function) {
      case POSITION -> 2;
      case REPLACE -> 3;
      default -> 1;
    };
    if (arguments.size() != expected) {
      throw ExpressionTranslator.notSupported(
          call.getOperator().getName() + " of " + arguments.size() + " arguments");
    }
    return new FunctionExpression(function, arguments, type);
  }

  private PhysicalExpression trim(RexCall call) {
    RexLiteral sides = (RexLiteral) call.getOperands().get(0);
    boolean isBlank = operand(call, 1) instanceof LiteralExpression constant
        && " ".equals(constant.literal().value());
    if (sides.getValueAs(SqlTrimFunction.Flag.class) != SqlTrimFunction.Flag.BOTH || !isBlank) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "TRIM takes blanks off both ends only: TRIM(text)");
    }
    return call(BuiltinFunction.TRIM, DataType.VARCHAR, operand(call, 2));
  }

  private PhysicalExpression substring(RexCall call) {
    List<PhysicalExpression> arguments = new ArrayList<>();
    arguments.add(Casts.cast(operand(call, 0), DataType.VARCHAR));
    for (int i = 1; i < call.getOperands().size(); i++) {
      arguments.add(Casts.cast(operand(call, i), DataType.INTEGER));
    }
    return new FunctionExpression(BuiltinFunction.SUBSTRING, arguments, DataType.VARCHAR);
  }

  private List<PhysicalExpression> operands(RexCall call) {
    return expressions.translate(call.getOperands()).stream()
        .map(operand -> Casts.cast(operand, DataType.VARCHAR))
        .toList();
  }

  private static PhysicalExpression concat(List<PhysicalExpression> parts, DataType type) {
    PhysicalExpression whole = Casts.cast(parts.get(0), type);
    for (PhysicalExpression part : parts.subList(1, parts.size())) {
      whole = call(BuiltinFunction.CONCAT, type, whole, Casts.cast(part, type));
    }
    return whole;
  }

  /** CONCAT leaves out what is NULL, in contrast to ||. */
  private static PhysicalExpression emptyForNull(PhysicalExpression text) {
    return text.isNullable()
        ? new CaseExpression(
            List.of(new CaseExpression.Branch(
                new IsNullExpression(text, false), new LiteralExpression(Literal.of("")))),
            text,
            DataType.VARCHAR)
        : text;
  }

  /** Fields of a DATE or TIMESTAMP have kernels of their own; those of an INTERVAL and a TIME are computed by {@code date_part}. */
  private PhysicalExpression extract(RexCall call, DataType type) {
    String unit = String.valueOf(((RexLiteral) call.getOperands().get(0)).getValue());
    PhysicalExpression argument = operand(call, 1);
    if (argument.type().kind() == TypeKind.TIMESTAMP_TZ
        || argument.type().kind() == TypeKind.TIMESTAMP_NANOS) {
      argument = Casts.cast(argument, DataType.TIMESTAMP);
    }
    BuiltinFunction function = extract(unit);
    boolean isMoment =
        argument.type().kind() == TypeKind.DATE || argument.type().kind() == TypeKind.TIMESTAMP;
    if (function == null || !isMoment) {
      return Casts.cast(
          call(
              ScalarFunctions.BUILTIN.find("date_part").orElseThrow(),
              List.of(new LiteralExpression(Literal.of(unit.toLowerCase(Locale.ROOT))), argument)),
          type);
    }
    return Casts.cast(call(function, DataType.BIGINT, argument), type);
  }

  private static @Nullable BuiltinFunction extract(String unit) {
    return switch (unit) {
      case "YEAR" -> BuiltinFunction.EXTRACT_YEAR;
      case "QUARTER" -> BuiltinFunction.EXTRACT_QUARTER;
      case "MONTH" -> BuiltinFunction.EXTRACT_MONTH;
      case "DAY" -> BuiltinFunction.EXTRACT_DAY;
      case "DOY" -> BuiltinFunction.EXTRACT_DAY_OF_YEAR;
      case "HOUR" -> BuiltinFunction.EXTRACT_HOUR;
      case "MINUTE" -> BuiltinFunction.EXTRACT_MINUTE;
      case "SECOND" -> BuiltinFunction.EXTRACT_SECOND;
      default -> null;
    };
  }
}
