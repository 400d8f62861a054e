package io.sluice.sql.table;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.Trees;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Binds calls of table functions in FROM: computes their constant arguments and gives the table a name that the validator finds. */
public final class FunctionTables {
  /** The value of an expression without columns. */
  public interface ConstantEvaluation {
    Literal evaluate(SqlNode expression);
  }

  private final QueryCatalog catalog;
  private final ConstantEvaluation constants;

  public FunctionTables(QueryCatalog catalog, ConstantEvaluation constants) {
    this.catalog = catalog;
    this.constants = constants;
  }

  /** The name of the table a call stands for. */
  public SqlIdentifier bind(SqlCall call) {
    List<String> path = catalog.addFunctionCall(name(call), open(call));
    return new SqlIdentifier(path, call.getParserPosition());
  }

  /** The table a call stands for. */
  public TableProvider open(SqlCall call) {
    Position position = StatementParser.position(call.getParserPosition());
    String name = name(call);
    TableFunction function = find(call)
        .orElseThrow(() -> new SluiceException(
            ErrorCode.FUNCTION_NOT_FOUND,
            "Table function '" + name + "' not found"
                + NearestName.hint(name, catalog.catalogs().tableFunctionNames()),
            position,
            null));
    List<Literal> arguments = arguments(call, function);
    try {
      return catalog.bind(function, arguments);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(position) : e;
    }
  }

  private List<Literal> arguments(SqlCall call, TableFunction function) {
    List<@Nullable Literal> arguments = new ArrayList<>();
    boolean isNamed = false;
    for (SqlNode argument : call.getOperandList()) {
      if (argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
        isNamed = true;
        SqlCall assignment = (SqlCall) argument;
        int place = place(assignment.operand(1), function);
        while (arguments.size() <= place) {
          arguments.add(null);
        }
        if (arguments.get(place) != null) {
          throw refused("Argument '" + assignment.operand(1) + "' is there twice", argument);
        }
        arguments.set(place, evaluate(assignment.operand(0)));
      } else if (isNamed) {
        throw refused("Arguments by place stand before those by name", argument);
      } else {
        arguments.add(evaluate(argument));
      }
    }
    return arguments.stream()
        .map(argument -> argument == null ? Literal.ofNull(DataType.VARCHAR) : argument)
        .toList();
  }

  private static int place(SqlIdentifier written, TableFunction function) {
    List<String> names = function.parameterNames();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(written.getSimple())) {
        return i;
      }
    }
    throw refused(
        names.isEmpty()
            ? "Table function '" + function.name() + "' takes its arguments by place only"
            : "Table function '%s' has no argument '%s'; there are %s"
                .formatted(function.name(), written.getSimple(), String.join(", ", names)),
        written);
  }

  private static SluiceException refused(String message, SqlNode where) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        message,
        StatementParser.position(where.getParserPosition()),
        null);
  }

  /** Whether an alias of the call's table names its column, too. */
  public boolean isColumnNamedByAlias(SqlCall call) {
    return find(call).map(TableFunction::isColumnNamedByAlias).orElse(false);
  }

  /** Whether a call counts from or to what is known only row by row: the function of the same name that gives an array is meant then. */
  public boolean isSeriesOfColumns(SqlCall call) {
    return isColumnNamedByAlias(call)
        && call.getOperandList().stream().anyMatch(FunctionTables::hasColumn);
  }

  private static boolean hasColumn(SqlNode argument) {
    AtomicBoolean found = new AtomicBoolean();
    argument.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlIdentifier name) {
        found.set(true);
        return null;
      }

      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          found.set(true);
          return null;
        }
        return super.visit(call);
      }
    });
    return found.get();
  }

  /** A relation with the name of a function as its alias. */
  public SqlCall named(SqlNode relation, SqlCall call) {
    return Trees.as(relation, name(call));
  }

  private Optional<TableFunction> find(SqlCall call) {
    return catalog.catalogs().tableFunction(name(call));
  }

  private Literal evaluate(SqlNode argument) {
    try {
      return constants.evaluate(argument);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(StatementParser.position(argument.getParserPosition())) : e;
    }
  }

  private static String name(SqlCall call) {
    SqlIdentifier written =
        call.getOperator() instanceof SqlFunction function ? function.getSqlIdentifier() : null;
    return written == null ? call.getOperator().getName() : String.join(".", written.names);
  }
}
