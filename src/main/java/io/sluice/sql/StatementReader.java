package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSetOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells the statements of a text apart.
 *
 * @param index which of the text's statements
 */
record StatementReader(String text, int index) {
  Statement read(SqlNode tree) {
    Position position = StatementParser.position(tree.getParserPosition());
    if (tree instanceof SqlExplain explain) {
      return explain(explain, position);
    }
    Optional<Statement> definition =
        new DefinitionReader(StatementText.of(text, index, tree), position).read(tree);
    if (definition.isPresent()) {
      return definition.get();
    }
    Optional<Statement> inspection = new InspectionReader(source(), position).read(tree);
    if (inspection.isPresent()) {
      return inspection.get();
    }
    Optional<Statement> session = session(tree, position);
    if (session.isPresent()) {
      return session.get();
    }
    if (tree instanceof SqlSetOption option && option.getScope() == null) {
      return option(option, position);
    }
    if (tree instanceof SqlSetOption variable && "VARIABLE".equals(variable.getScope())) {
      Optional<Statement.Query> value = Optional.ofNullable(variable.getValue())
          .map(given -> new Statement.Query(source(), ParameterRange.of(given), position));
      return new SessionStatement.SetVariable(name(variable.name()), value, position);
    }
    return query(tree);
  }

  private Statement explain(SqlExplain explain, Position position) {
    if (explain.getFormat() == SqlExplainFormat.XML) {
      throw new SluiceException(
          ErrorCode.SYNTAX_ERROR, "The FORMAT of EXPLAIN is TEXT or JSON", position, null);
    }
    Statement statement = read(explain.getExplicandum());
    boolean isJson = explain.getFormat() == SqlExplainFormat.JSON;
    if (explain.getDetailLevel() != SqlExplainLevel.ALL_ATTRIBUTES) {
      return new Statement.Explain(statement, isJson, position);
    }
    if (!(statement instanceof Statement.Query query)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "EXPLAIN ANALYZE runs queries only; EXPLAIN shows the plan of a statement that writes, or put its query behind ANALYZE",
          position,
          null);
    }
    return new Statement.Analyze(query, isJson, position);
  }

  private Optional<Statement> session(SqlNode tree, Position position) {
    if (!(tree instanceof SqlCall call)) {
      return Optional.empty();
    }
    SqlNode first = call.operandCount() == 0 ? null : call.getOperandList().get(0);
    return switch (call.getOperator().getName()) {
      case "ANALYZE" ->
        Optional.of(new AnalyzeTable(
            DefinitionReader.name((SqlIdentifier) requireNonNull(first)), position));
      case "COPY TO" -> Optional.of(copy(call, position));
      case "COPY FROM" ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "COPY ... FROM is not supported; write INSERT INTO t SELECT * FROM 'file'",
            position,
            null);
      case "INSERT INTO CALL" ->
        Optional.of(new InsertIntoFunction(
            StatementText.of(text, index, call), ParameterRange.of(call), position));
      case "USE" ->
        Optional.of(new SessionStatement.Use(
            DefinitionReader.name((SqlIdentifier) requireNonNull(first)), position));
      case "PREPARE" ->
        Optional.of(new SessionStatement.Prepare(
            name(requireNonNull(first)), read(call.operand(1)), position));
      case "EXECUTE" ->
        Optional.of(new SessionStatement.Execute(
            name(requireNonNull(first)), new SessionStatement.Arguments(source()), position));
      case "PRAGMA" ->
        Optional.of(pragma(name(requireNonNull(first)), call.getOperandList().get(1), position));
      case "DEALLOCATE" ->
        Optional.of(new SessionStatement.Deallocate(
            first == null ? Optional.empty() : Optional.of(name(first)), position));
      default -> Optional.empty();
    };
  }

  private CopyStatement copy(SqlCall call, Position position) {
    SqlNode source = call.operand(0);
    return new CopyStatement(
        new Statement.Query(
            StatementText.of(text, index, call), ParameterRange.of(source), position),
        requireNonNull(((SqlLiteral) call.operand(1)).getValueAs(String.class)),
        FileOptions.of(call.operand(2)),
        position);
  }

  /** A value of an option, or one of the words that make other engines check themselves. */
  private static Statement pragma(String name, @Nullable SqlNode value, Position position) {
    if (value == null
        && SessionStatement.Verification.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      return new SessionStatement.Verification(position);
    }
    if (value == null || name.equalsIgnoreCase("table_info")) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "PRAGMA " + name + " is not supported; SHOW and information_schema tell what is there",
          position,
          null);
    }
    return new Statement.SetOption(name, value(value), position);
  }

  private Statement.Query query(SqlNode tree) {
    Position position = StatementParser.position(tree.getParserPosition());
    boolean isSummary =
        tree instanceof SqlCall call && call.getOperator().getName().equals("SUMMARIZE");
    if (!tree.isA(SqlKind.QUERY) && !isSummary) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, keyword(tree) + " is not supported", position, null);
    }
    return new Statement.Query(
        StatementText.of(text, index, tree), ParameterRange.of(tree), position);
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
    String name = optionName(option.name());
    SqlNode value = option.getValue();
    if (value == null) {
      return new Statement.ResetOption(
          name.equalsIgnoreCase("ALL") ? Optional.empty() : Optional.of(name), position);
    }
    return new Statement.SetOption(name, value(value), position);
  }

  /** PostgreSQL and DuckDB write TIMEZONE. */
  private static String optionName(SqlNode name) {
    String text = name(name);
    return text.equalsIgnoreCase("timezone") ? SessionOptions.TIME_ZONE.name() : text;
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
