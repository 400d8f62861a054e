package io.sluice.sql.parser;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.SluiceSqlParser;
import io.sluice.sql.grammar.UnsupportedSyntax;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/** Text to the syntax trees of its statements. Stateless. */
public final class StatementParser {
  private static final int MAX_IDENTIFIER_LENGTH = 256;

  private static final SqlParser.Config CONFIG = SqlParser.config()
      .withParserFactory(SluiceSqlParser.FACTORY)
      .withConformance(SqlConformanceEnum.LENIENT)
      .withQuoting(Quoting.DOUBLE_QUOTE)
      .withUnquotedCasing(Casing.UNCHANGED)
      .withQuotedCasing(Casing.UNCHANGED)
      .withCaseSensitive(false)
      .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);

  private StatementParser() {}

  /**
   * The statements of a text, fresh at every call: validation changes the trees.
   *
   * @throws io.sluice.error.SluiceException of code SYNTAX_ERROR, with the position
   */
  public static List<SqlNode> parse(String sql) {
    if (sql.isBlank()) {
      return List.of();
    }
    try {
      List<SqlNode> statements = new ArrayList<>();
      SqlParser.create(sql, CONFIG).parseStmtList().forEach(statements::add);
      return statements;
    } catch (SqlParseException e) {
      if (e.getCause() instanceof UnsupportedSyntax refused) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            String.valueOf(refused.getMessage()),
            position(refused.where()),
            e);
      }
      throw e.getCause() instanceof StackOverflowError
          ? nestedTooDeeply()
          : SyntaxErrors.translate(e, sql);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply();
    }
  }

  /** The words that are no names unless they are quoted, sorted. */
  public static List<String> reservedWords() {
    SqlAbstractParserImpl.Metadata words =
        SluiceSqlParser.FACTORY.getParser(new StringReader("")).getMetadata();
    return words.getTokens().stream().filter(words::isReservedWord).sorted().toList();
  }

  private static SluiceException nestedTooDeeply() {
    return new SluiceException(ErrorCode.NOT_SUPPORTED, "The statement is nested too deeply");
  }

  /** The first character of a piece of syntax. */
  public static Position position(SqlParserPos range) {
    return new Position(range.getLineNum(), range.getColumnNum());
  }
}
