package io.sluice.sql.grammar;

/** What the parser asks about the tokens before it. */
final class DialectTokens implements SluiceSqlParserConstants {
  private DialectTokens() {}

  /** Whether a token cannot be part of the clause before it. */
  static boolean endsClause(Token token) {
    switch (token.kind) {
      case EOF:
      case RPAREN:
      case SEMICOLON:
      case HAVING:
      case WINDOW:
      case QUALIFY:
      case ORDER:
      case LIMIT:
      case OFFSET:
      case FETCH:
      case UNION:
      case INTERSECT:
      case EXCEPT:
      case USING:
        return true;
      default:
        return false;
    }
  }

  /** Whether a token comes behind the last item of a SELECT. */
  static boolean endsItems(Token token) {
    return token.kind == FROM || token.kind == WHERE || token.kind == GROUP || endsClause(token);
  }

  /** Whether a query begins with a token, and no name does. */
  static boolean beginsQuery(Token token) {
    return token.kind == SELECT
        || token.kind == WITH
        || token.kind == VALUES
        || token.kind == FROM
        || token.kind == PIVOT
        || token.kind == UNPIVOT
        || token.kind == PIVOT_WIDER
        || token.kind == PIVOT_LONGER
        || token.kind == LPAREN;
  }

  /** Whether tokens begin {@code IN list} or {@code NOT IN list} without brackets around what follows. */
  static boolean beginsInList(Token first, Token second, Token third) {
    return first.kind == IN && second.kind != LPAREN
        || first.kind == NOT && second.kind == IN && third.kind != LPAREN;
  }

  /** Whether tokens begin {@code lambda x: ...} or {@code lambda x, y: ...}. */
  static boolean beginsLambda(Token first, Token second, Token third) {
    return first.kind == IDENTIFIER
        && first.image.equalsIgnoreCase("lambda")
        && (second.kind == IDENTIFIER || isReservedWord(second) || second.kind == QUOTED_IDENTIFIER)
        && (third.kind == COLON || third.kind == COMMA);
  }

  /** Whether a token begins the partition or the frame of a window. */
  static boolean beginsWindowClause(Token token) {
    return token.kind == PARTITION
        || token.kind == RANGE
        || token.kind == ROWS
        || token.kind == GROUPS;
  }

  /** Whether two tokens begin a lateral call of a table function by its name. */
  static boolean beginsLateralCall(Token first, Token second) {
    return first.kind == LATERAL
        && second.kind != UNNEST
        && second.kind != LPAREN
        && second.kind != TABLE;
  }

  /** Whether two tokens begin {@code POSITIONAL JOIN}, where the first is no word of the grammar. */
  static boolean beginsPositionalJoin(Token first, Token second) {
    return first.kind == IDENTIFIER
        && first.image.equalsIgnoreCase("positional")
        && second.kind == JOIN;
  }

  /** Whether two tokens begin {@code USING SAMPLE}. */
  static boolean beginsSample(Token first, Token second) {
    return first.kind == USING && second.image.equalsIgnoreCase("sample");
  }

  /** Whether a token is a word that needs quotes to be a name. */
  static boolean isReservedWord(Token token) {
    String image = token.image;
    if (token.kind == EOF || token.kind == IDENTIFIER || image.isEmpty()) {
      return false;
    }
    for (int i = 0; i < image.length(); i++) {
      if (!Character.isJavaIdentifierPart(image.charAt(i))) {
        return false;
      }
    }
    return Character.isJavaIdentifierStart(image.charAt(0));
  }

  /** Whether tokens behind SET or RESET begin a variable's name. */
  static boolean beginsVariable(Token first, Token second) {
    return first.kind == VARIABLE
        && second.kind != EQ
        && second.kind != TO
        && second.kind != EOF
        && second.kind != SEMICOLON;
  }

  /** Whether a word behind SET is a scope, not an option's name. */
  static boolean beginsScope(Token first, Token second) {
    return (first.kind == SESSION || first.kind == LOCAL || first.kind == GLOBAL)
        && second.kind != EQ
        && second.kind != TO;
  }

  /** Whether the next tokens begin {@code INSERT INTO function(arguments)}: names in brackets are columns of a table. */
  static boolean beginsInsertIntoCall(SluiceSqlParser parser) {
    if (parser.getToken(1).kind != INSERT
        || parser.getToken(2).kind != INTO
        || parser.getToken(4).kind != LPAREN) {
      return false;
    }
    Token first = parser.getToken(5);
    boolean isName = isWrittenName(first) || isReservedWord(first) && !isValue(first);
    return !isName || parser.getToken(6).kind == NAMED_ARGUMENT_ASSIGNMENT;
  }

  private static boolean isValue(Token token) {
    return token.kind == NULL || token.kind == TRUE || token.kind == FALSE || token.kind == INTERVAL;
  }

  /** Whether the next tokens are queries of WITH before a statement that writes. */
  static boolean isWriteBehindWith(SluiceSqlParser parser) {
    if (parser.getToken(1).kind != WITH) {
      return false;
    }
    int depth = 0;
    for (int i = 2; ; i++) {
      final Token token = parser.getToken(i);
      if (token.kind == LPAREN) {
        depth++;
      } else if (token.kind == RPAREN) {
        depth--;
      }
      if (token.kind == EOF || depth <= 0 && endsWith(token)) {
        return beginsWrite(token);
      }
    }
  }

  /** Whether a token begins the statement behind the queries of WITH, or ends the text. */
  private static boolean endsWith(Token token) {
    return beginsWrite(token)
        || token.kind == SELECT
        || token.kind == VALUES
        || token.kind == FROM
        || token.kind == SEMICOLON;
  }

  /** Whether a token begins a statement that writes, and no query. */
  private static boolean beginsWrite(Token token) {
    return token.kind == INSERT
        || token.kind == UPSERT
        || token.kind == UPDATE
        || token.kind == DELETE
        || token.kind == MERGE;
  }

  /** Whether the next tokens are the name of a column, with that of its table or without, and cannot be the call of a function. */
  static boolean isColumn(SluiceSqlParser parser) {
    if (!isWrittenName(parser.getToken(1))) {
      return false;
    }
    Token next = parser.getToken(2);
    if (next.kind == DOT && isWrittenName(parser.getToken(3))) {
      next = parser.getToken(4);
    }
    return next.kind != DOT && next.kind != LPAREN;
  }

  private static boolean isWrittenName(Token token) {
    return token.kind == IDENTIFIER || token.kind == QUOTED_IDENTIFIER;
  }

  /** Whether two tokens are a binary operator, which no other form begins with, and the start of its right side. */
  static boolean isPlainOperator(Token first, Token second) {
    switch (first.kind) {
      case PLUS:
      case MINUS:
      case STAR:
      case SLASH:
      case CONCAT:
      case AND:
      case OR:
        return true;
      case EQ:
      case NE:
      case NE2:
      case LT:
      case LE:
      case GT:
      case GE:
        return second.kind != SOME && second.kind != ANY && second.kind != ALL;
      default:
        return false;
    }
  }

  /** Whether a token may begin what stands behind an operand; {@code ::} is told elsewhere. */
  static boolean mayBeInfix(Token token) {
    switch (token.kind) {
      case INFIX_CAST:
      case COMMA:
      case FROM:
      case WHERE:
      case GROUP:
      case AS:
      case ASC:
      case DESC:
      case WHEN:
      case THEN:
      case ELSE:
      case END:
      case JOIN:
      case INNER:
      case LEFT:
      case ON:
      case IDENTIFIER:
      case QUOTED_IDENTIFIER:
        return false;
      default:
        return !endsClause(token);
    }
  }
}
