package io.sluice.sql.grammar;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE MACRO [IF NOT EXISTS] name(parameter, parameter := default, ...) AS expression | TABLE query. */
public final class CreateMacro extends SqlCreate {
  private static final SqlSpecialOperator OPERATOR =
      new SqlSpecialOperator("CREATE MACRO", SqlKind.CREATE_FUNCTION);

  private final SqlIdentifier name;
  private final SqlNodeList parameters;
  private final SqlNodeList defaults;
  private final SqlNode body;
  private final boolean isTable;

  /**
   * @param defaults those of the last parameters
   * @param isTable whether the body is the query of a table, not an expression
   */
  CreateMacro(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNodeList parameters,
      SqlNodeList defaults,
      SqlNode body,
      boolean isTable) {
    super(OPERATOR, position, replace, ifNotExists);
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.body = body;
    this.isTable = isTable;
  }

  public SqlIdentifier name() {
    return name;
  }

  public SqlNodeList parameters() {
    return parameters;
  }

  /** Those of the last parameters. */
  public SqlNodeList defaults() {
    return defaults;
  }

  public SqlNode body() {
    return body;
  }

  /** Whether the body is the query of a table, not an expression. */
  public boolean isTable() {
    return isTable;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return Arrays.asList(name, parameters, defaults, body);
  }
}
