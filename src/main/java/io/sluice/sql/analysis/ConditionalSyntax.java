package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Other spellings of CASE and COALESCE: {@code if iff ifnull nvl nvl2}. */
final class ConditionalSyntax {
  private static final Set<String> NAMES = Set.of("COALESCE", "IF", "IFF", "IFNULL", "NVL", "NVL2");

  private ConditionalSyntax() {}

  static boolean isConditional(SqlCall call) {
    return call.getOperator() instanceof SqlFunction && NAMES.contains(name(call));
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }

  static SqlNode rewrite(SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    SqlParserPos position = call.getParserPosition();
    return switch (name(call)) {
      case "COALESCE" -> {
        if (operands.isEmpty()) {
          throw error(call, "COALESCE takes one argument or more, but got none");
        }
        yield call;
      }
      case "IFNULL", "NVL" -> {
        check(call, 2, 2);
        yield SqlStdOperatorTable.COALESCE.createCall(position, operands);
      }
      case "NVL2" -> {
        check(call, 3, 3);
        SqlNode isPresent = SqlStdOperatorTable.IS_NOT_NULL.createCall(position, operands.get(0));
        yield choose(position, isPresent, operands.get(1), operands.get(2));
      }
      default -> {
        check(call, 2, 3);
        SqlNode otherwise = operands.size() > 2 ? operands.get(2) : SqlLiteral.createNull(position);
        yield choose(position, operands.get(0), operands.get(1), otherwise);
      }
    };
  }

  private static void check(SqlCall call, int least, int most) {
    int count = call.operandCount();
    if (count < least || count > most) {
      throw error(
          call,
          "%s takes %s arguments, but got %d"
              .formatted(
                  call.getOperator().getName(),
                  least == most ? Integer.toString(least) : least + " or " + most,
                  count));
    }
  }

  private static SluiceException error(SqlCall call, String message) {
    return new SluiceException(
        ErrorCode.TYPE_MISMATCH, message, StatementParser.position(call.getParserPosition()), null);
  }

  private static SqlNode choose(
      SqlParserPos position, SqlNode condition, SqlNode value, SqlNode otherwise) {
    return new SqlCase(position, null, SqlNodeList.of(condition), SqlNodeList.of(value), otherwise);
  }
}
