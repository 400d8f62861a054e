package io.sluice.sql.write;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/** RETURNING as a query of the rows that were written. */
public final class ReturnedRows {
  private ReturnedRows() {}

  /**
   * {@code SELECT items FROM table AS alias}.
   *
   * @param table the name of the table that has these rows
   */
  public static SqlNode query(String table, String alias, SqlNodeList items) {
    SqlParserPos position = items.getParserPosition();
    return Syntax.select(
        List.copyOf(items.getList()), Syntax.as(new SqlIdentifier(table, position), alias));
  }
}
