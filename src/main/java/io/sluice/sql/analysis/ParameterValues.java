package io.sluice.sql.analysis;

import io.sluice.sql.operator.CheckedCast;
import io.sluice.sql.parser.StatementParser;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;

/** What stands in a statement in the place of its parameters. */
public interface ParameterValues {
  /**
   * What takes the place of a parameter.
   *
   * @param index among the parameters of its statement, from 0 on
   */
  SqlNode at(int index, SqlDynamicParam parameter);

  /**
   * The statement with all of them replaced, before its limits are read.
   *
   * @param validators makes a validator of the statement's tables
   */
  default SqlNode replaced(SqlNode statement, Supplier<? extends SqlValidator> validators) {
    return statement;
  }

  /** Told of the statement when it was validated. */
  default void validated(SqlNode statement, SqlValidator validator) {}

  /** Values as a statement would write them: a whole number of any type is INTEGER if it fits, as in a text. */
  static ParameterValues written(List<Literal> values) {
    return (index, parameter) -> LiteralSyntax.of(values.get(index), parameter.getParserPosition());
  }

  /** Values of exactly their types. */
  static ParameterValues typed(List<Literal> values) {
    return (index, parameter) -> typed(values.get(index), parameter.getParserPosition());
  }

  /** A value as an expression of exactly its type. */
  static SqlNode typed(Literal value, SqlParserPos position) {
    DataType type = value.type();
    if (value.isNull()) {
      return cast(LiteralSyntax.of(value, position), type, position);
    }
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, VARCHAR, DATE, TIMESTAMP, VARBINARY ->
        LiteralSyntax.of(value, position);
      case TINYINT, SMALLINT, BIGINT, DECIMAL ->
        cast(LiteralSyntax.of(value, position), type, position);
      case REAL, DOUBLE, TIME, TIMESTAMP_NANOS, TIMESTAMP_TZ, INTERVAL, UUID, ARRAY, MAP, ROW ->
        cast(
            LiteralSyntax.of(Literal.of(ValueText.format(type, value.value())), position),
            type,
            position);
    };
  }

  /** An expression cast to a type. */
  static SqlNode cast(SqlNode value, DataType type, SqlParserPos position) {
    SqlSelect select =
        (SqlSelect) StatementParser.parse("SELECT CAST(NULL AS " + type + ")").get(0);
    SqlCall cast = (SqlCall) select.getSelectList().get(0);
    SqlDataTypeSpec spec = TypeSpecs.resolve(cast.operand(1));
    return CheckedCast.of(SqlStdOperatorTable.CAST.createCall(position, value, spec));
  }
}
