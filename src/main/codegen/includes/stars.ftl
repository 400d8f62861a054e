/** Behind * or t.*: a call of StarOperator.OPTIONS with the star and the columns left out, replaced and renamed, each of which may be missing. */
SqlNode StarOptions(SqlNode star) :
{
    SqlNodeList excluded = null;
    SqlNodeList replaced = null;
    SqlNodeList renamed = null;
}
{
    [ excluded = StarExclude() ]
    [ LOOKAHEAD(2) <REPLACE> replaced = StarValues() ]
    [ LOOKAHEAD(2) <RENAME> renamed = StarValues() ]
    {
        if (excluded == null && replaced == null && renamed == null) {
            return star;
        }
        if (!(star instanceof SqlIdentifier) || !((SqlIdentifier) star).isStar()) {
            throw new UnsupportedSyntax(
                "EXCLUDE, REPLACE or RENAME behind other than *", star.getParserPosition());
        }
        return StarOperator.OPTIONS.createCall(
            Span.of(star).end(this), star, excluded, replaced, renamed);
    }
}

SqlNodeList StarExclude() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlIdentifier name;
}
{
    LOOKAHEAD({ getToken(1).kind == EXCLUDE && getToken(2).kind != LPAREN })
    <EXCLUDE> name = CompoundIdentifier() { return SqlNodeList.of(name); }
|
    ( <EXCLUDE> | <EXCEPT> ) <LPAREN> { s = span(); }
    name = CompoundIdentifier() { list.add(name); }
    ( <COMMA> name = CompoundIdentifier() { list.add(name); } )*
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
}

/** (value AS name, ...) or value AS name. */
SqlNodeList StarValues() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
}
{
    LOOKAHEAD({ getToken(1).kind == LPAREN })
    <LPAREN> { s = span(); }
    StarValue(list)
    ( <COMMA> StarValue(list) )*
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
|
    StarValue(list) { return new SqlNodeList(list, list.get(0).getParserPosition()); }
}

void StarValue(List<SqlNode> list) :
{
    final SqlNode value;
    final SqlIdentifier name;
}
{
    value = Expression(ExprContext.ACCEPT_SUB_QUERY) <AS> name = CompoundIdentifier() {
        list.add(SqlStdOperatorTable.AS.createCall(Span.of(value, name).pos(), value, name));
    }
}

/** * LIKE 'a%': a call of the operator of that name, with the star and the pattern. */
SqlNode StarPattern(SqlNode star) :
{
    final StarOperator operator;
    final SqlNode pattern;
}
{
    (
        <LIKE> { operator = StarOperator.LIKE; }
    |
        <ILIKE> { operator = StarOperator.ILIKE; }
    |
        <GLOB> { operator = StarOperator.GLOB; }
    |
        <SIMILAR> <TO> { operator = StarOperator.SIMILAR_TO; }
    |
        <NOT>
        (
            <LIKE> { operator = StarOperator.NOT_LIKE; }
        |
            <ILIKE> { operator = StarOperator.NOT_ILIKE; }
        |
            <SIMILAR> <TO> { operator = StarOperator.NOT_SIMILAR_TO; }
        )
    )
    pattern = StringLiteral()
    { return operator.createCall(Span.of(star).end(this), star, pattern); }
}

/** COLUMNS(* ...), COLUMNS('regex'), COLUMNS(['a', 'b']): a call of StarOperator.COLUMNS. */
SqlNode ColumnsCall() :
{
    final Span s;
    final SqlNode columns;
}
{
    <COLUMNS> { s = span(); }
    <LPAREN> columns = SelectExpression() <RPAREN> {
        return StarOperator.COLUMNS.createCall(s.end(this), columns);
    }
}

JAVACODE
SqlNode percent(SqlNode value) {
    return new SqlSpecialOperator("PERCENT", SqlKind.OTHER)
        .createCall(Span.of(value).end(this), value);
}
