/** EXPLAIN [PLAN FOR] query. */
SqlNode ExplainStatement() :
{
    final Span s;
    final SqlNode query;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(2) <PLAN> <FOR> ]
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) {
        return new SqlExplain(s.end(query), query,
            SqlExplainLevel.EXPPLAN_ATTRIBUTES.symbol(SqlParserPos.ZERO),
            SqlExplain.Depth.PHYSICAL.symbol(SqlParserPos.ZERO),
            SqlExplainFormat.TEXT.symbol(SqlParserPos.ZERO),
            nDynamicParams);
    }
}

/** SHOW name, SHOW ALL: a call of an operator "SHOW", without an operand for ALL. */
SqlNode ShowStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <SHOW> { s = span(); }
    (
        <ALL> {
            return new SqlSpecialOperator("SHOW", SqlKind.OTHER).createCall(s.end(this));
        }
    |
        name = CompoundIdentifier() {
            return new SqlSpecialOperator("SHOW", SqlKind.OTHER).createCall(s.end(this), name);
        }
    )
}

/** SET name = value, SET name TO value, RESET name, RESET ALL. */
SqlSetOption SetStatement(Span s, String scope) :
{
    final SqlIdentifier name;
    final SqlNode value;
}
{
    <SET> { s.add(this); }
    name = CompoundIdentifier()
    ( <EQ> | <TO> )
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
