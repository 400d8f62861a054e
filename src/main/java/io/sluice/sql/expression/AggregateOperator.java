package io.sluice.sql.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Optionality;

/** An aggregate function of the registry as the validator and the optimiser see it. */
public final class AggregateOperator extends SqlAggFunction {
  private final AggregateFunction function;

  /**
   * @param name the name or alias it is called by
   */
  public AggregateOperator(String name, AggregateFunction function) {
    super(
        name,
        null,
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(function, binding),
        null,
        new Arguments(function),
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.OPTIONAL);
    this.function = function;
  }

  public AggregateFunction function() {
    return function;
  }

  private static RelDataType resultType(AggregateFunction function, SqlOperatorBinding binding) {
    DataType result = implementation(function, binding)
        .orElseThrow(() -> new IllegalStateException("arguments were checked"))
        .resultType();
    RelDataTypeFactory types = binding.getTypeFactory();
    return SqlTypes.toSql(types, result, true);
  }

  private static Optional<AggregateImplementation> implementation(
      AggregateFunction function, SqlOperatorBinding binding) {
    return function.implementation(types(binding));
  }

  private static List<DataType> types(SqlOperatorBinding binding) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      types.add(SqlTypes.toEngine(binding.getOperandType(i)));
    }
    return types;
  }

  /** Takes what the function has an implementation for. */
  private record Arguments(AggregateFunction function) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (!hasNull(binding) && implementation(function, binding).isPresent()
          || castNulls(binding)) {
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

    private static boolean hasNull(SqlCallBinding binding) {
      return binding.collectOperandTypes().stream().anyMatch(Arguments::isNull);
    }

    private static boolean isNull(RelDataType type) {
      return type.getSqlTypeName() == SqlTypeName.NULL;
    }

    /** Gives each NULL without a type the first type in which the function has an implementation, and tells whether there is one. */
    private boolean castNulls(SqlCallBinding binding) {
      List<RelDataType> given = binding.collectOperandTypes();
      for (DataType ofNull : ScalarOperator.TYPES_OF_NULL) {
        List<DataType> types = given.stream()
            .map(type -> isNull(type) ? ofNull : SqlTypes.toEngine(type))
            .toList();
        if (function.implementation(types).isPresent()) {
          for (int i = 0; i < given.size(); i++) {
            if (isNull(given.get(i))) {
              cast(binding, i, SqlTypes.toSql(binding.getTypeFactory(), ofNull, true));
            }
          }
          return true;
        }
      }
      return false;
    }

    private static void cast(SqlCallBinding binding, int index, RelDataType type) {
      SqlNode operand = binding.operand(index);
      SqlNode cast = SqlStdOperatorTable.CAST.createCall(
          operand.getParserPosition(), operand, SqlTypeUtil.convertTypeToSpec(type));
      binding.getCall().setOperand(index, cast);
      binding.getValidator().deriveType(binding.getScope(), cast);
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
