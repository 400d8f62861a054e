package io.sluice.sql.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.extension.ScalarFunction;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;

/** A scalar function of the registry as the validator and the optimiser see it. */
public final class ScalarOperator extends SqlFunction {
  /** What a NULL without a type is taken for, in this order. */
  static final List<DataType> TYPES_OF_NULL = List.of(
      DataType.INTEGER, DataType.VARCHAR, DataType.TIMESTAMP, DataType.DATE, DataType.BOOLEAN);

  private final ScalarFunction function;

  /**
   * @param name the name or alias it is called by
   */
  public ScalarOperator(String name, ScalarFunction function) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(function, binding),
        null,
        new Arguments(function),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
  }

  public ScalarFunction function() {
    return function;
  }

  /** What the arguments of a call are cast to. */
  public List<DataType> parameterTypes(RexCall call) {
    return implementation(
            function, call.getOperands().stream().map(RexNode::getType).toList())
        .map(ScalarImplementation::parameterTypes)
        .orElseThrow(() -> ExpressionTranslator.notSupported(function.name()));
  }

  @Override
  public boolean isDeterministic() {
    return !function.isVolatile();
  }

  private static RelDataType resultType(ScalarFunction function, SqlOperatorBinding binding) {
    ScalarImplementation implementation = implementation(function, binding)
        .orElseThrow(() -> new IllegalStateException("arguments were checked"));
    boolean isNullable = implementation.nulls() != ScalarImplementation.Nulls.STRICT;
    for (int i = 0; i < binding.getOperandCount(); i++) {
      isNullable |= binding.getOperandType(i).isNullable();
    }
    return SqlTypes.toSql(binding.getTypeFactory(), implementation.resultType(), isNullable);
  }

  private static Optional<ScalarImplementation> implementation(
      ScalarFunction function, SqlOperatorBinding binding) {
    List<RelDataType> types = new ArrayList<>();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      types.add(binding.getOperandType(i));
    }
    return implementation(function, types);
  }

  /**
   * The implementation for arguments of some types; a NULL without a type is of any type that the function takes. One for TIMESTAMP takes TIMESTAMP(9) too, cut to
   * microseconds, where there is none for it.
   */
  static Optional<ScalarImplementation> implementation(
      ScalarFunction function, List<RelDataType> types) {
    return implementation(function, types, UnaryOperator.identity())
        .or(() -> implementation(
            function,
            types,
            type -> type.equals(DataType.TIMESTAMP_NANOS) ? DataType.TIMESTAMP : type));
  }

  private static Optional<ScalarImplementation> implementation(
      ScalarFunction function, List<RelDataType> types, UnaryOperator<DataType> taken) {
    for (DataType ofNull : typesOfNull(types)) {
      Optional<ScalarImplementation> found = function.implementation(types.stream()
          .map(type -> type.getSqlTypeName() == SqlTypeName.NULL
              ? ofNull
              : taken.apply(SqlTypes.toEngine(type)))
          .toList());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Those of nested arguments, then simple types, then those of any argument. */
  private static List<DataType> typesOfNull(List<RelDataType> types) {
    List<DataType> given = types.stream()
        .filter(type -> type.getSqlTypeName() != SqlTypeName.NULL)
        .map(SqlTypes::toEngine)
        .toList();
    List<DataType> all = new ArrayList<>();
    given.stream().filter(DataType::isNested).forEach(all::add);
    all.addAll(TYPES_OF_NULL);
    all.addAll(given);
    all.add(DataType.array(DataType.INTEGER));
    all.add(DataType.map(DataType.VARCHAR, DataType.INTEGER));
    return all;
  }

  private static List<DataType> types(SqlOperatorBinding binding) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      types.add(SqlTypes.toEngine(binding.getOperandType(i)));
    }
    return types;
  }

  /** Takes what the function has an implementation for. */
  private record Arguments(ScalarFunction function) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (implementation(function, binding).isPresent()) {
        return true;
      }
      if (!throwOnFailure) {
        return false;
      }
      String given = types(binding).stream()
          .map(DataType::toString)
          .collect(Collectors.joining(", ", "(", ")"));
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "%s does not take %s; there is %s"
              .formatted(
                  binding.getOperator().getName(),
                  given,
                  String.join(" and ", function.signatures())),
          StatementParser.position(binding.getCall().getParserPosition()),
          null);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return String.join("\n", function.signatures());
    }
  }
}
