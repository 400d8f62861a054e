package io.sluice.sql.grammar;

import org.apache.calcite.sql.parser.SqlParserPos;

/** Syntax that the grammar knows in order to refuse it by name. */
public final class UnsupportedSyntax extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SqlParserPos where;

  /**
   * @param what the clause, for instance {@code FOREIGN KEY}
   */
  public UnsupportedSyntax(String what, SqlParserPos where) {
    super(what + " is not supported");
    this.where = where;
  }

  public SqlParserPos where() {
    return where;
  }
}
