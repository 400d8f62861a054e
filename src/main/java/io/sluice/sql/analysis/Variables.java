package io.sluice.sql.analysis;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.type.Literal;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Puts the values of a session's variables in the place of {@code getvariable('name')}; one that is not set is NULL. */
final class Variables extends SqlShuttle {
  private final Map<String, Literal> values;

  /**
   * @param values by names in lower case
   */
  Variables(Map<String, Literal> values) {
    this.values = values;
  }

  SqlNode replaced(SqlNode tree) {
    return requireNonNull(tree.accept(this));
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (!call.getOperator().getName().equalsIgnoreCase("getvariable")) {
      return super.visit(call);
    }
    String name = call.operandCount() == 1 && call.operand(0) instanceof SqlCharStringLiteral text
        ? text.toValue()
        : null;
    if (name == null) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "getvariable takes the name of a variable as a text",
          StatementParser.position(call.getParserPosition()),
          null);
    }
    Literal value = values.get(name.toLowerCase(Locale.ROOT));
    return value == null
        ? SqlLiteral.createNull(call.getParserPosition())
        : LiteralSyntax.of(value, call.getParserPosition());
  }
}
