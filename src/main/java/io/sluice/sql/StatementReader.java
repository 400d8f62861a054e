package io.sluice.sql;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSetOption;

/**
 * Tells the statements of a text apart.
 *
 * @param index which of the text's statements
 */
record StatementReader(String text, int index) {
  Statement read(SqlNode tree) {
    Position position = StatementParser.position(tree.getParserPosition());
    if (tree instanceof SqlExplain explain) {
      return new Statement.Explain(query(explain.getExplicandum()), position);
    }
    Optional<Statement> definition = new DefinitionReader(source(), position).read(tree);
    if (definition.isPresent()) {
      return definition.get();
    }
    if (tree instanceof SqlSetOption option && option.getScope() == null) {
      return option(option, position);
    }
    if (tree instanceof SqlCall call && call.getOperator().getName().equals("SHOW")) {
      List<SqlNode> operands = call.getOperandList();
      return new Statement.ShowOption(
          operands.isEmpty() ? Optional.empty() : Optional.of(name(operands.get(0))), position);
    }
    return query(tree);
  }

  private Statement.Query query(SqlNode tree) {
    Position position = StatementParser.position(tree.getParserPosition());
    if (!tree.isA(SqlKind.QUERY)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, keyword(tree) + " is not supported", position, null);
    }
    return new Statement.Query(source(), ParameterRange.of(tree), position);
  }

  private StatementText source() {
    return new StatementText(text, index);
  }

  private static String keyword(SqlNode tree) {
    return switch (tree.getKind()) {
      case MERGE, DESCRIBE_SCHEMA, DESCRIBE_TABLE -> tree.getKind().sql.replace('_', ' ');
      case PROCEDURE_CALL -> "CALL";
      case SET_OPTION -> "ALTER";
      default -> "A statement of this kind";
    };
  }

  private static Statement option(SqlSetOption option, Position position) {
    String name = name(option.name());
    SqlNode value = option.getValue();
    if (value == null) {
      return new Statement.ResetOption(
          name.equalsIgnoreCase("ALL") ? Optional.empty() : Optional.of(name), position);
    }
    return new Statement.SetOption(name, value(value), position);
  }

  private static String name(SqlNode name) {
    return String.join(".", ((SqlIdentifier) name).names);
  }

  private static String value(SqlNode value) {
    if (value instanceof SqlLiteral literal) {
      String text = literal.toValue();
      if (text == null) {
        throw new SluiceException(
            ErrorCode.INVALID_OPTION,
            "NULL is not a value of an option; RESET sets the default",
            StatementParser.position(value.getParserPosition()),
            null);
      }
      return text;
    }
    return name(value);
  }
}
