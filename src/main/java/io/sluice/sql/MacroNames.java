package io.sluice.sql;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Looks whether the expression of a macro names nothing but its parameters, outside of sub-queries and lambdas, and moments such as {@code current_date}. */
final class MacroNames extends SqlBasicVisitor<@Nullable Void> {
  private final List<String> parameters;

  /**
   * @param parameters in lower case
   */
  MacroNames(List<String> parameters) {
    this.parameters = parameters;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)
        || call.getKind() == SqlKind.ARGUMENT_ASSIGNMENT
        || call instanceof SqlLambda) {
      return null;
    }
    return super.visit(call);
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    String text = name.isSimple() ? name.getSimple().toLowerCase(Locale.ROOT) : "";
    boolean isMoment = text.startsWith("current_") || text.startsWith("local");
    if (text.isEmpty() || isMoment || parameters.contains(text)) {
      return null;
    }
    throw new SluiceException(
        ErrorCode.COLUMN_NOT_FOUND,
        "'" + name + "' is no parameter of the macro" + NearestName.hint(text, parameters),
        StatementParser.position(name.getParserPosition()),
        null);
  }
}
