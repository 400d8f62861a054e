package io.sluice.sql.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.LambdaFunction;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function with a lambda, as the validator sees it. The body is a part of the operator and reads names alone: those of the parameters, and one for each value that it takes from around
 * the call. Such values are operands, so that scopes, groups and joins need to know nothing of lambdas.
 */
public final class LambdaOperator extends SqlFunction {
  private static final Set<SqlTypeName> CONDITIONS =
      Set.of(SqlTypeName.BOOLEAN, SqlTypeName.NULL, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  /** A DECIMAL may become wider each time; it is computed in the last of these. */
  private static final int MAX_WIDENINGS = 4;

  private final LambdaFunction function;
  private final List<String> columns;
  private final SqlNode body;
  private final Bodies bodies;

  /** Analyses a body, for which nothing but some names is in sight. */
  public interface Bodies {
    RelDataType type(SqlNode body, Map<String, RelDataType> columns);

    RexNode convert(SqlNode body, Map<String, RexNode> columns);
  }

  /**
   * Makes the operator of one call.
   *
   * @param columns what the body reads: the parameters, the place, and a name for each captured operand
   */
  public LambdaOperator(
      LambdaFunction function, List<String> columns, SqlNode body, Bodies bodies) {
    super(
        function.sqlName(),
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
    this.columns = List.copyOf(columns);
    this.body = body;
    this.bodies = bodies;
  }

  /** Each lambda is an operator of its own, so it is not looked up by its name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
    return validateOperands(validator, scope, call);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    List<RelDataType> operands = binding.collectOperandTypes();
    RelDataType list = operands.get(0);
    boolean isNull = list.getSqlTypeName() == SqlTypeName.NULL;
    if (!isNull && list.getSqlTypeName() != SqlTypeName.ARRAY) {
      throw mismatch("%s takes an ARRAY and a lambda".formatted(getName()), binding);
    }
    RelDataType value = begin(types, operands);
    if (value == null) {
      throw mismatch("What list_reduce begins with is of another type than the elements", binding);
    }
    RelDataType result = bodies.type(body, columnTypes(types, value, operands));
    return switch (function) {
      case TRANSFORM -> nullable(types, types.createArrayType(nullable(types, result), -1));
      case FILTER -> {
        if (!CONDITIONS.contains(result.getSqlTypeName())) {
          throw mismatch("The lambda of list_filter is a condition, a BOOLEAN", binding);
        }
        yield isNull ? nullable(types, types.createArrayType(value, -1)) : nullable(types, list);
      }
      case REDUCE, REDUCE_FROM -> reduced(binding, value, result);
    };
  }

  /** The type that the value of a reduction keeps from element to element: wide enough for what the body makes of it. */
  private RelDataType reduced(
      SqlOperatorBinding binding, RelDataType beginning, RelDataType firstResult) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType value = beginning;
    RelDataType result = firstResult;
    for (int round = 0; round < MAX_WIDENINGS; round++) {
      RelDataType wide = types.leastRestrictive(List.of(value, result));
      if (wide == null) {
        throw mismatch("The lambda of list_reduce gives another type than it takes", binding);
      }
      if (SqlTypes.toEngine(wide).equals(SqlTypes.toEngine(value))) {
        break;
      }
      value = nullable(types, wide);
      result = bodies.type(body, columnTypes(types, value, binding.collectOperandTypes()));
    }
    return value;
  }

  private static SluiceException mismatch(String message, SqlOperatorBinding binding) {
    return new SluiceException(
        ErrorCode.TYPE_MISMATCH,
        message,
        binding instanceof SqlCallBinding call
            ? StatementParser.position(call.getCall().getParserPosition())
            : null,
        null);
  }

  /** The type of an element, in a reduction what its value begins with too. */
  private @Nullable RelDataType begin(RelDataTypeFactory types, List<RelDataType> operands) {
    RelDataType component = operands.get(0).getComponentType();
    RelDataType element = component == null ? types.createSqlType(SqlTypeName.NULL) : component;
    RelDataType value = function == LambdaFunction.REDUCE_FROM
        ? types.leastRestrictive(List.of(element, operands.get(1)))
        : element;
    return value == null ? null : nullable(types, value);
  }

  private Map<String, RelDataType> columnTypes(
      RelDataTypeFactory types, RelDataType value, List<RelDataType> operands) {
    List<RelDataType> all = new ArrayList<>();
    for (int i = 0; i < function.valueCount(); i++) {
      all.add(value);
    }
    all.add(types.createSqlType(SqlTypeName.BIGINT));
    operands
        .subList(function.argumentCount(), operands.size())
        .forEach(captured -> all.add(nullable(types, captured)));
    Map<String, RelDataType> named = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      named.put(columns.get(i), all.get(i));
    }
    return named;
  }

  private static RelDataType nullable(RelDataTypeFactory types, RelDataType type) {
    return types.createTypeWithNullability(type, true);
  }

  /** The call with a body over columns. */
  public RexNode convert(SqlRexContext context, SqlCall call) {
    RelDataTypeFactory types = context.getTypeFactory();
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    List<RelDataType> operandTypes = operands.stream().map(RexNode::getType).toList();
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    boolean isReduction = function.valueCount() > 1;
    RelDataType value =
        isReduction ? type : Objects.requireNonNull(begin(types, operandTypes), "a checked type");
    Map<String, RexNode> inputs = new LinkedHashMap<>();
    columnTypes(types, value, operandTypes)
        .forEach((name, column) -> inputs.put(name, new RexInputRef(inputs.size(), column)));
    return context
        .getRexBuilder()
        .makeCall(type, new LambdaCall(function, value, bodies.convert(body, inputs)), operands);
  }
}
