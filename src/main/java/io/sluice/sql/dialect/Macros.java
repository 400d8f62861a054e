package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.sql.grammar.CreateMacro;
import io.sluice.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bodies of macros in the place of calls, with the arguments in the place of the parameters. Arguments are expanded first, then the body with them in it, so that a macro may call
 * another one, and sees itself when it calls itself. A parameter hides columns of its name.
 */
public final class Macros extends SqlShuttle {
  private final Function<List<String>, Optional<MacroDefinition>> macros;
  private final List<String> calls;

  /**
   * Makes an expansion for one statement.
   *
   * @param macros finds one by the name that a call writes
   */
  public Macros(Function<List<String>, Optional<MacroDefinition>> macros) {
    this(macros, List.of());
  }

  private Macros(Function<List<String>, Optional<MacroDefinition>> macros, List<String> calls) {
    this.macros = macros;
    this.calls = calls;
  }

  /** The tree without calls of macros. */
  public SqlNode expand(SqlNode tree) {
    SqlNode expanded = tree.accept(this);
    if (expanded == null) {
      throw new IllegalStateException("a statement vanished");
    }
    return expanded;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.AS && isTableCall(call.operand(0))) {
      List<SqlNode> operands = new ArrayList<>(call.getOperandList());
      operands.set(0, tableBody(call.operand(0)));
      return call.getOperator().createCall(call.getParserPosition(), operands);
    }
    if (isTableCall(call)) {
      String name = name(call.operand(0)).get(name(call.operand(0)).size() - 1);
      return SqlStdOperatorTable.AS.createCall(
          call.getParserPosition(),
          tableBody(call),
          new SqlIdentifier(name, call.getParserPosition()));
    }
    Optional<MacroDefinition> macro = find(call);
    if (macro.isEmpty()) {
      return super.visit(call);
    }
    if (macro.get().isTable()) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR,
          "Macro '" + macro.get().name() + "' stands for a table; call it in FROM",
          call);
    }
    return body(macro.get(), call);
  }

  private static List<String> name(SqlCall call) {
    SqlIdentifier name = call.getOperator() instanceof SqlUnresolvedFunction function
        ? function.getSqlIdentifier()
        : null;
    return name == null ? List.of() : name.names;
  }

  private Optional<MacroDefinition> find(SqlCall call) {
    List<String> name = name(call);
    return name.isEmpty() ? Optional.empty() : macros.apply(name);
  }

  private boolean isTableCall(SqlNode relation) {
    return relation.getKind() == SqlKind.COLLECTION_TABLE
        && ((SqlCall) relation).operand(0) instanceof SqlCall call
        && find(call).isPresent();
  }

  private SqlNode tableBody(SqlCall relation) {
    SqlCall call = relation.operand(0);
    MacroDefinition macro = find(call).orElseThrow();
    if (!macro.isTable()) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR,
          "Macro '" + macro.name() + "' stands for a value, not for a table",
          call);
    }
    return body(macro, call);
  }

  private SqlNode body(MacroDefinition macro, SqlCall call) {
    String key = macro.name().toLowerCase(Locale.ROOT);
    if (calls.contains(key)) {
      throw DialectRewriter.error(
          ErrorCode.NOT_SUPPORTED, "Macro '" + macro.name() + "' calls itself", call);
    }
    if (call.getFunctionQuantifier() != null) {
      throw DialectRewriter.notSupported("DISTINCT or ALL in a call of a macro", call);
    }
    CreateMacro tree = (CreateMacro) StatementParser.parse(macro.sql()).get(0);
    SqlNode body = new MacroBody(call.getParserPosition(), arguments(tree, call)).of(tree.body());
    List<String> deeper = new ArrayList<>(calls);
    deeper.add(key);
    return new Macros(macros, deeper).expand(body);
  }

  /** A value for each parameter. */
  private Map<String, SqlNode> arguments(CreateMacro macro, SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    Map<String, SqlNode> arguments = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> parameters = parameters(macro);
    int place = 0;
    for (SqlNode operand : call.getOperandList()) {
      String name;
      SqlNode value = operand;
      if (operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
        value = ((SqlCall) operand).operand(0);
        name = ((SqlIdentifier) ((SqlCall) operand).operand(1)).getSimple();
      } else if (place < parameters.size() && arguments.size() == place) {
        name = parameters.get(place++);
      } else {
        throw wrongArguments(macro, call);
      }
      boolean isKnown = parameters.stream().anyMatch(name::equalsIgnoreCase);
      if (!isKnown || arguments.put(name, expand(value)) != null) {
        throw wrongArguments(macro, call);
      }
    }
    int firstDefault = parameters.size() - macro.defaults().size();
    for (int i = firstDefault; i < parameters.size(); i++) {
      SqlNode value = new MacroBody(position, Map.of()).of(macro.defaults().get(i - firstDefault));
      arguments.putIfAbsent(parameters.get(i), value);
    }
    if (arguments.size() < parameters.size()) {
      throw wrongArguments(macro, call);
    }
    return arguments;
  }

  private static List<String> parameters(CreateMacro macro) {
    return macro.parameters().stream()
        .map(parameter -> ((SqlIdentifier) parameter).getSimple())
        .toList();
  }

  private static RuntimeException wrongArguments(CreateMacro macro, SqlCall call) {
    return DialectRewriter.error(
        ErrorCode.INVALID_ARGUMENT,
        "Macro '%s' takes %s".formatted(macro.name(), signature(macro)),
        call);
  }

  /** {@code (a, b := 2)}. */
  public static String signature(CreateMacro macro) {
    List<String> parameters = parameters(macro);
    int firstDefault = parameters.size() - macro.defaults().size();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      texts.add(
          i < firstDefault
              ? parameters.get(i)
              : parameters.get(i) + " := " + macro.defaults().get(i - firstDefault));
    }
    return texts.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
