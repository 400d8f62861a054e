/** EXPLAIN [PLAN FOR] [ANALYZE] [(FORMAT TEXT|JSON)] query, or a statement that writes. An unknown format is the node's XML. */
SqlNode ExplainStatement() :
{
    final Span s;
    final SqlNode statement;
    SqlIdentifier format;
    SqlExplainFormat known = SqlExplainFormat.TEXT;
    SqlExplainLevel level = SqlExplainLevel.EXPPLAN_ATTRIBUTES;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(2) <PLAN> <FOR> ]
    [ <ANALYZE> { level = SqlExplainLevel.ALL_ATTRIBUTES; } ]
    [
        LOOKAHEAD({ getToken(1).kind == LPAREN && getToken(2).kind == FORMAT })
        <LPAREN> <FORMAT> format = SimpleIdentifier() <RPAREN> {
            if (format.getSimple().equalsIgnoreCase("JSON")) {
                known = SqlExplainFormat.JSON;
            } else if (!format.getSimple().equalsIgnoreCase("TEXT")) {
                known = SqlExplainFormat.XML;
            }
        }
    ]
    (
        LOOKAHEAD({ DialectTokens.beginsInsertIntoCall(this) })
        statement = InsertIntoCall()
    |
        statement = SqlInsert()
    |
        statement = SqlDelete()
    |
        statement = SqlUpdate()
    |
        statement = SqlCreate()
    |
        statement = MergeStatement()
    |
        statement = CopyStatement()
    |
        LOOKAHEAD({ DialectTokens.isWriteBehindWith(this) })
        statement = WriteWithQueries()
    |
        statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    {
        return new SqlExplain(s.end(statement), statement,
            level.symbol(SqlParserPos.ZERO),
            SqlExplain.Depth.PHYSICAL.symbol(SqlParserPos.ZERO),
            known.symbol(SqlParserPos.ZERO),
            nDynamicParams);
    }
}

/**
 * SHOW TABLES and its like: a call of an operator of these words with a name and a pattern, each of which may be missing. SHOW name, SHOW ALL: a call of
 * "SHOW", without an operand for ALL.
 */
SqlNode ShowStatement() :
{
    final Span s;
    String operator = "SHOW";
    SqlIdentifier name = null;
    SqlNode pattern = null;
}
{
    <SHOW> { s = span(); }
    (
        LOOKAHEAD(2)
        <ALL> <TABLES> { operator = "SHOW ALL TABLES"; }
    |
        <ALL>
    |
        <SETTINGS>
    |
        <TABLES> { operator = "SHOW TABLES"; }
        [ ( <FROM> | <IN> ) name = CompoundIdentifier() ]
        pattern = ShowPattern()
    |
        <SCHEMAS> { operator = "SHOW SCHEMAS"; }
        [ ( <FROM> | <IN> ) name = CompoundIdentifier() ]
        pattern = ShowPattern()
    |
        ( <CATALOGS> | <DATABASES> ) { operator = "SHOW CATALOGS"; }
        pattern = ShowPattern()
    |
        <FUNCTIONS> { operator = "SHOW FUNCTIONS"; }
        pattern = ShowPattern()
    |
        <COLUMNS> { operator = "SHOW COLUMNS"; }
        ( <FROM> | <IN> ) name = CompoundTableIdentifier()
    |
        <INDEXES> { operator = "SHOW INDEXES"; }
        ( <FROM> | <IN> ) name = CompoundTableIdentifier()
    |
        <CREATE>
        ( <TABLE> { operator = "SHOW CREATE TABLE"; } | <VIEW> { operator = "SHOW CREATE VIEW"; } )
        name = CompoundIdentifier()
    |
        LOOKAHEAD({ getToken(1).image.equalsIgnoreCase("STATS") && getToken(2).kind == FOR })
        <IDENTIFIER> <FOR> { operator = "SHOW STATS"; }
        name = CompoundTableIdentifier()
    |
        name = CompoundIdentifier()
    )
    {
        final List<SqlNode> operands = new ArrayList<SqlNode>();
        if (!operator.equals("SHOW")) {
            operands.add(name);
            operands.add(pattern);
        } else if (name != null) {
            operands.add(name);
        }
        return new SqlSpecialOperator(operator, SqlKind.OTHER).createCall(s.end(this), operands);
    }
}

SqlNode ShowPattern() :
{
    SqlNode pattern = null;
}
{
    [ <LIKE> pattern = StringLiteral() ]
    { return pattern; }
}

/** DESCRIBE t, DESCRIBE query: as SHOW COLUMNS, or a call of an operator "DESCRIBE QUERY". */
SqlNode DescribeStatement() :
{
    final Span s;
    final SqlNode query;
    final SqlIdentifier name;
}
{
    ( <DESCRIBE> | <DESC> ) { s = span(); }
    (
        LOOKAHEAD({ DialectTokens.beginsQuery(getToken(1)) })
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) {
            return new SqlSpecialOperator("DESCRIBE QUERY", SqlKind.OTHER)
                .createCall(s.end(this), query);
        }
    |
        [ <TABLE> ] name = CompoundTableIdentifier() {
            return new SqlSpecialOperator("SHOW COLUMNS", SqlKind.OTHER)
                .createCall(s.end(this), name, null);
        }
    )
}

/** SUMMARIZE t, SUMMARIZE query: a call with the name or the query. */
SqlNode SummarizeStatement() :
{
    final Span s;
    final SqlNode what;
}
{
    <SUMMARIZE> { s = span(); }
    (
        LOOKAHEAD({ DialectTokens.beginsQuery(getToken(1)) })
        what = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    |
        [ <TABLE> ] what = CompoundTableIdentifier()
    )
    { return new SqlSpecialOperator("SUMMARIZE", SqlKind.OTHER).createCall(s.end(this), what); }
}

/** USE catalog.schema. */
SqlNode UseStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <USE> { s = span(); } name = CompoundIdentifier() {
        return new SqlSpecialOperator("USE", SqlKind.OTHER).createCall(s.end(this), name);
    }
}

/** PREPARE name AS statement. */
SqlNode PrepareStatement() :
{
    final Span s;
    final SqlIdentifier name;
    final SqlNode statement;
}
{
    <PREPARE> { s = span(); } name = SimpleIdentifier() ( <AS> | <FROM> ) statement = SqlStmt() {
        return new SqlSpecialOperator("PREPARE", SqlKind.OTHER)
            .createCall(s.end(this), name, statement);
    }
}

/** EXECUTE name(values), EXECUTE name USING values. */
SqlNode ExecuteStatement() :
{
    final Span s;
    final SqlIdentifier name;
    SqlNodeList values = SqlNodeList.EMPTY;
}
{
    <EXECUTE> { s = span(); } name = SimpleIdentifier()
    [
        <USING> values = ExpressionCommaList(s, ExprContext.ACCEPT_NON_QUERY)
    |
        LOOKAHEAD(2)
        <LPAREN> <RPAREN>
    |
        <LPAREN> values = ExpressionCommaList(s, ExprContext.ACCEPT_NON_QUERY) <RPAREN>
    ]
    {
        return new SqlSpecialOperator("EXECUTE", SqlKind.OTHER)
            .createCall(s.end(this), name, values);
    }
}

/** DEALLOCATE [PREPARE] name, or ALL. */
SqlNode DeallocateStatement() :
{
    final Span s;
    SqlIdentifier name = null;
}
{
    <DEALLOCATE> { s = span(); } [ LOOKAHEAD(2) <PREPARE> ]
    ( <ALL> | name = SimpleIdentifier() ) {
        return new SqlSpecialOperator("DEALLOCATE", SqlKind.OTHER)
            .createCall(s.end(this), Collections.<SqlNode>singletonList(name));
    }
}
/** SET name = value, SET name TO value, RESET name, RESET ALL; SET VARIABLE name = expression, RESET VARIABLE name: options of the scope VARIABLE. */
SqlSetOption SetStatement(Span s, String scope) :
{
    final SqlIdentifier name;
    final SqlNode value;
}
{
    LOOKAHEAD({ DialectTokens.beginsVariable(getToken(2), getToken(3)) })
    ( <SET> | <RESET> ) { s.add(this); } <VARIABLE> name = SimpleIdentifier()
    (
        ( <EQ> | <TO> ) value = Expression(ExprContext.ACCEPT_SUB_QUERY)
    |
        { value = null; }
    )
    { return new SqlSetOption(s.end(this), "VARIABLE", name, value); }
|
    <SET> { s.add(this); }
    [
        LOOKAHEAD({ DialectTokens.beginsScope(getToken(1), getToken(2)) })
        (
            <SESSION>
        |
            <LOCAL>
        |
            <GLOBAL> { throw new UnsupportedSyntax("SET GLOBAL", getPos()); }
        )
    ]
    (
        LOOKAHEAD({ getToken(1).kind == TIME && getToken(2).kind == ZONE })
        <TIME> <ZONE> { name = new SqlIdentifier("time_zone", getPos()); }
        [ <EQ> | <TO> ]
    |
        name = CompoundIdentifier()
        ( <EQ> | <TO> )
    )
    (
        value = Literal()
    |
        value = CompoundIdentifier()
    |
        <ON> { value = new SqlIdentifier("ON", getPos()); }
    )
    { return new SqlSetOption(s.end(value), scope, name, value); }
|
    <RESET> { s.add(this); }
    (
        name = CompoundIdentifier()
    |
        <ALL> { name = new SqlIdentifier("ALL", getPos()); }
    )
    { return new SqlSetOption(s.end(name), scope, name, null); }
}

/** PRAGMA name, PRAGMA name = value, PRAGMA name(value): a call of an operator "PRAGMA" with the name and the value, which may be missing. */
SqlNode PragmaStatement() :
{
    final Span s;
    final SqlIdentifier name;
    SqlNode value = null;
}
{
    <PRAGMA> { s = span(); } name = SimpleIdentifier()
    [
        <EQ> ( value = Literal() | value = CompoundIdentifier() )
    |
        <LPAREN> ( value = Literal() | value = CompoundIdentifier() ) <RPAREN>
    ]
    {
        return new SqlSpecialOperator("PRAGMA", SqlKind.OTHER).createCall(s.end(this), name, value);
    }
}

/** ANALYZE [TABLE] t: a call of an operator "ANALYZE" with the name. */
SqlNode AnalyzeStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <ANALYZE> { s = span(); } [ <TABLE> ] name = CompoundIdentifier() {
        return new SqlSpecialOperator("ANALYZE", SqlKind.OTHER).createCall(s.end(this), name);
    }
}
