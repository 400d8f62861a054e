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

/** CREATE EXTERNAL TABLE: a name for files that are there. */
public final class CreateExternalTable extends SqlCreate {
  private static final SqlSpecialOperator OPERATOR =
      new SqlSpecialOperator("CREATE EXTERNAL TABLE", SqlKind.CREATE_TABLE);

  private final SqlIdentifier name;
  private final SqlNodeList columns;
  private final SqlIdentifier format;
  private final SqlNodeList partitionColumns;
  private final SqlNode location;
  private final SqlNodeList options;

  /**
   * @param columns null for those of the files
   * @param format null for that of the location's ending
   * @param partitionColumns names, or names with types
   * @param options names and values in turn
   */
  CreateExternalTable(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlIdentifier format,
      SqlNodeList partitionColumns,
      SqlNode location,
      SqlNodeList options) {
    super(OPERATOR, position, replace, ifNotExists);
    this.name = name;
    this.columns = columns;
    this.format = format;
    this.partitionColumns = partitionColumns;
    this.location = location;
    this.options = options;
  }

  public SqlIdentifier name() {
    return name;
  }

  /** Null for those of the files. */
  public SqlNodeList columns() {
    return columns;
  }

  /** Null for that of the location's ending. */
  public SqlIdentifier format() {
    return format;
  }

  /** Names, or names with types. */
  public SqlNodeList partitionColumns() {
    return partitionColumns;
  }

  public SqlNode location() {
    return location;
  }

  /** Names and values in turn. */
  public SqlNodeList options() {
    return options;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return Arrays.asList(name, columns, format, partitionColumns, location, options);
  }
}
