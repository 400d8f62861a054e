package io.sluice.sql.grammar;

import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** What the parser writes in a window for GROUPS, in the place where {@code true} stands for ROWS and {@code false} for RANGE. */
public final class GroupsFrame extends SqlLiteral {
  public GroupsFrame(SqlParserPos position) {
    super(Boolean.TRUE, SqlTypeName.BOOLEAN, position);
  }
}
