package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.CreateExternalTable;
import io.sluice.sql.grammar.CreateMacro;
import io.sluice.sql.grammar.CreateView;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.parser.SyntaxText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.ddl.SqlCreateSchema;
import org.apache.calcite.sql.ddl.SqlCreateTable;
import org.apache.calcite.sql.ddl.SqlDropSchema;
import org.apache.calcite.sql.ddl.SqlDropTable;
import org.apache.calcite.sql.ddl.SqlDropView;
import org.apache.calcite.sql.ddl.SqlTruncateTable;

/** Reads the statements that create, drop and change tables and schemas. */
record DefinitionReader(StatementText source, Position position) {
  /** The statement, or empty for one of another kind. */
  Optional<Statement> read(SqlNode tree) {
    if (tree instanceof SqlCreateTable create) {
      return Optional.of(table(createKind(create), create.name, tree));
    }
    if (WriteSyntax.of(tree).statement() instanceof SqlInsert insert && insert.isUpsert()) {
      throw new SluiceException(ErrorCode.NOT_SUPPORTED, "UPSERT is not supported", position, null);
    }
    TableStatement.Kind kind = WriteSyntax.kind(tree);
    if (kind != null) {
      return Optional.of(table(kind, WriteSyntax.target(tree), tree));
    }
    return definition(tree);
  }

  private Optional<Statement> definition(SqlNode tree) {
    if (tree instanceof SqlCreateSchema create) {
      if (create.getReplace()) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, "CREATE OR REPLACE SCHEMA is not supported", position, null);
      }
      return Optional.of(
          new DefinitionStatement.CreateSchema(name(create.name), create.ifNotExists, position));
    }
    if (tree instanceof CreateExternalTable create) {
      return Optional.of(new DefinitionStatement.CreateExternalTable(
          name(create.name()),
          existing(create),
          new DefinitionStatement.Elements(source),
          Optional.ofNullable(create.format()).map(SqlIdentifier::getSimple),
          requireNonNull(((SqlLiteral) create.location()).getValueAs(String.class)),
          FileOptions.of(create.options()),
          position));
    }
    if (tree instanceof CreateView create) {
      if (ParameterRange.of(create.query()).count() > 0) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, "A view has no parameters", position, null);
      }
      List<String> columns = create.columns() == null
          ? List.of()
          : create.columns().stream()
              .map(column -> ((SqlIdentifier) column).getSimple())
              .toList();
      return Optional.of(new DefinitionStatement.CreateView(
          name(create.name()),
          existing(create),
          columns,
          new SyntaxText(source.text()).exact(tree.getParserPosition()),
          position));
    }
    if (tree instanceof SqlDropView drop) {
      return Optional.of(
          new DefinitionStatement.DropView(name(drop.name), drop.ifExists, position));
    }
    if (tree instanceof SqlDropSchema drop) {
      boolean isCascade = ((SqlLiteral) drop.getOperandList().get(0)).booleanValue();
      return Optional.of(
          new DefinitionStatement.DropSchema(name(drop.name), drop.ifExists, isCascade, position));
    }
    if (tree instanceof SqlDropTable drop) {
      return Optional.of(
          new DefinitionStatement.DropTable(name(drop.name), drop.ifExists, position));
    }
    if (tree instanceof SqlTruncateTable truncate) {
      return Optional.of(new DefinitionStatement.Truncate(name(truncate.name), position));
    }
    if (tree instanceof CreateMacro create) {
      return Optional.of(macro(create));
    }
    return tree instanceof SqlCall call ? dropped(call) : Optional.empty();
  }

  private Optional<Statement> dropped(SqlCall call) {
    return switch (call.getOperator().getName()) {
      case "DROP INDEX" ->
        Optional.of(
            new DefinitionStatement.DropIndex(name(call.operand(0)), isOptional(call), position));
      case "DROP MACRO" ->
        Optional.of(
            new DefinitionStatement.DropMacro(name(call.operand(0)), isOptional(call), position));
      default -> Optional.empty();
    };
  }

  private static boolean isOptional(SqlCall drop) {
    return ((SqlLiteral) drop.operand(1)).booleanValue();
  }

  private Statement macro(CreateMacro create) {
    if (ParameterRange.of(create.body()).count() > 0) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A macro has parameters with names only, not ? or $1",
          position,
          null);
    }
    List<String> names = new ArrayList<>();
    for (SqlNode parameter : create.parameters()) {
      String name = ((SqlIdentifier) parameter).getSimple().toLowerCase(Locale.ROOT);
      if (names.contains(name)) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "Parameter '" + parameter + "' is there twice",
            StatementParser.position(parameter.getParserPosition()),
            null);
      }
      names.add(name);
    }
    if (!create.isTable()) {
      create.body().accept(new MacroNames(names));
    }
    return new DefinitionStatement.CreateMacro(
        name(create.name()),
        existing(create),
        create.isTable(),
        new SyntaxText(source.text()).exact(create.getParserPosition()),
        position);
  }

  private Statement table(TableStatement.Kind kind, SqlIdentifier target, SqlNode tree) {
    boolean isReturning = WriteSyntax.of(tree).returning().isPresent();
    return new TableStatement(
        kind, name(target), source, ParameterRange.of(tree), isReturning, position);
  }

  private TableStatement.Kind createKind(SqlCreateTable create) {
    return switch (existing(create)) {
      case KEEP -> TableStatement.Kind.CREATE_IF_NOT_EXISTS;
      case REPLACE -> TableStatement.Kind.CREATE_OR_REPLACE;
      case REFUSE -> TableStatement.Kind.CREATE;
    };
  }

  private DefinitionStatement.Existing existing(SqlCreate create) {
    if (create.getReplace() && create.ifNotExists) {
      throw new SluiceException(
          ErrorCode.SYNTAX_ERROR,
          "OR REPLACE and IF NOT EXISTS exclude each other",
          position,
          null);
    }
    if (create.ifNotExists) {
      return DefinitionStatement.Existing.KEEP;
    }
    return create.getReplace()
        ? DefinitionStatement.Existing.REPLACE
        : DefinitionStatement.Existing.REFUSE;
  }

  static ObjectName name(SqlIdentifier name) {
    return new ObjectName(name.names, StatementParser.position(name.getParserPosition()));
  }
}
