package io.sluice.sql.analysis;

import io.sluice.error.SluiceException;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** Finds the types of parameters that have no values yet: they stay parameters, and the validator tells what their places take. For one thread. */
public final class ParameterTypes implements ParameterValues {
  private final List<@Nullable DataType> types;
  private Set<Integer> asked = Set.of();

  /** Knows no type yet. */
  public ParameterTypes(int count) {
    types = new ArrayList<>(Collections.nCopies(count, null));
  }

  /** The types found so far; null where there is none. */
  public List<@Nullable DataType> types() {
    return Collections.unmodifiableList(types);
  }

  /** Sets which parameters are asked for by the next analysis; the others are NULL in it. */
  public void ask(Set<Integer> parameters) {
    asked = Set.copyOf(parameters);
  }

  @Override
  public SqlNode at(int index, SqlDynamicParam parameter) {
    if (asked.contains(index)) {
      return new SqlDynamicParam(index, parameter.getParserPosition());
    }
    DataType type = types.get(index);
    return type == null
        ? LiteralSyntax.of(Literal.ofNull(DataType.VARCHAR), parameter.getParserPosition())
        : ParameterValues.typed(Literal.ofNull(type), parameter.getParserPosition());
  }

  /** Leaves out limits that are parameters, which are numbers of rows, and finds the types of those that are cast. */
  @Override
  public SqlNode replaced(SqlNode statement, Supplier<? extends SqlValidator> validators) {
    SqlNode visited = statement.accept(new SqlShuttle() {
      @Override
      public @Nullable SqlNode visit(SqlCall call) {
        SqlNode inner = super.visit(call);
        if (inner instanceof SqlOrderBy ordered) {
          return new SqlOrderBy(
              ordered.getParserPosition(),
              ordered.query,
              ordered.orderList,
              withoutParameter(ordered.offset),
              withoutParameter(ordered.fetch));
        }
        return inner instanceof SqlCall cast && isCastOfParameter(cast)
            ? castNull(cast, validators.get())
            : inner;
      }
    });
    return visited == null ? statement : visited;
  }

  private static boolean isCastOfParameter(SqlCall call) {
    return call.operandCount() == 2
        && call.operand(0) instanceof SqlDynamicParam
        && call.operand(1) instanceof SqlDataTypeSpec;
  }

  private SqlNode castNull(SqlCall cast, SqlValidator validator) {
    SqlDynamicParam parameter = cast.operand(0);
    SqlDataTypeSpec type = cast.operand(1);
    if (types.get(parameter.getIndex()) == null) {
      types.set(parameter.getIndex(), engineType(type.deriveType(validator)));
    }
    return cast.getOperator()
        .createCall(
            cast.getParserPosition(), SqlLiteral.createNull(parameter.getParserPosition()), type);
  }

  private @Nullable SqlNode withoutParameter(@Nullable SqlNode rows) {
    if (rows instanceof SqlDynamicParam parameter) {
      types.set(parameter.getIndex(), DataType.BIGINT);
      return null;
    }
    return rows;
  }

  @Override
  public void validated(SqlNode statement, SqlValidator validator) {
    statement.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlDynamicParam parameter) {
        RelDataType type = validator.getValidatedNodeTypeIfKnown(parameter);
        if (type != null && types.get(parameter.getIndex()) == null) {
          types.set(parameter.getIndex(), engineType(type));
        }
        return null;
      }
    });
  }

  private static @Nullable DataType engineType(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    if (name == SqlTypeName.NULL || name == SqlTypeName.UNKNOWN || name == SqlTypeName.ANY) {
      return null;
    }
    try {
      return SqlTypes.toEngine(type);
    } catch (SluiceException | IllegalArgumentException e) {
      return null;
    }
  }
}
