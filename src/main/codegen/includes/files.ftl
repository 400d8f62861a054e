/**
 * COPY (query) | t [(columns)] TO 'path' [[WITH] (options)]: a call of an operator "COPY TO" with the query, the path and the options. COPY t [(columns)] FROM
 * 'path' [[WITH] (options)]: a call of "COPY FROM" with the name, the columns, which may be missing, the path and the options.
 */
SqlNode CopyStatement() :
{
    final Span s;
    SqlNode source;
    SqlIdentifier name = null;
    SqlNodeList columns = null;
    final SqlNode path;
    SqlNodeList described = SqlNodeList.EMPTY;
    final boolean isFrom;
}
{
    <COPY> { s = span(); }
    (
        <LPAREN> source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) <RPAREN>
    |
        name = CompoundTableIdentifier() { source = name; }
        [ columns = ParenthesizedSimpleIdentifierList() ]
    )
    (
        <TO> { isFrom = false; }
    |
        <FROM> { isFrom = true; }
    )
    path = StringLiteral()
    [
        [ <WITH> ] described = FileOptions()
    ]
    {
        if (isFrom) {
            if (name == null) {
                throw new UnsupportedSyntax("COPY of a query FROM a file", s.end(this));
            }
            return new SqlSpecialOperator("COPY FROM", SqlKind.OTHER)
                .createCall(s.end(this), name, columns, path, described);
        }
        if (name != null) {
            source = columns == null
                ? SqlStdOperatorTable.EXPLICIT_TABLE.createCall(name.getParserPosition(), name)
                : new SqlSelect(name.getParserPosition(), SqlNodeList.EMPTY, columns, name, null, null,
                    null, SqlNodeList.EMPTY, null, null, null, null, SqlNodeList.EMPTY);
        }
        return new SqlSpecialOperator("COPY TO", SqlKind.OTHER)
            .createCall(s.end(this), source, path, described);
    }
}

/** (name value, name, name (a, b)): names and values in turn; a value that is not there is TRUE. */
SqlNodeList FileOptions() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    FileOption(list)
    ( <COMMA> FileOption(list) )*
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
}

void FileOption(List<SqlNode> list) :
{
    final SqlIdentifier name;
    SqlNode value = null;
}
{
    (
        LOOKAHEAD({ getToken(1).kind == QUOTED_STRING })
        name = SimpleIdentifierFromStringLiteral()
    |
        name = ReservedWord()
    )
    [ <EQ> ]
    [
        value = Literal()
    |
        value = ParenthesizedSimpleIdentifierList()
    |
        value = SimpleIdentifier()
    |
        <ON> { value = SqlLiteral.createBoolean(true, getPos()); }
    ]
    {
        list.add(name);
        list.add(value == null ? SqlLiteral.createBoolean(true, name.getParserPosition()) : value);
    }
}

/** CREATE EXTERNAL TABLE [IF NOT EXISTS] name [(columns)] STORED AS format [PARTITIONED BY (columns)] LOCATION 'path' [OPTIONS (name value, ...)], the clauses in any order. */
SqlCreate CreateExternalTable(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    SqlIdentifier format = null;
    SqlNodeList partitionColumns = SqlNodeList.EMPTY;
    SqlNode location = null;
    SqlNodeList described = SqlNodeList.EMPTY;
}
{
    <EXTERNAL> <TABLE> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
    [ columns = TableElements() ]
    (
        <STORED> <AS> format = SimpleIdentifier()
    |
        <PARTITIONED> <BY> partitionColumns = TableElements()
    |
        <LOCATION> location = StringLiteral()
    |
        ( <OPTIONS> | <WITH> ) described = FileOptions()
    )*
    {
        if (location == null) {
            throw new UnsupportedSyntax("CREATE EXTERNAL TABLE without LOCATION", s.end(this));
        }
        return new CreateExternalTable(s.end(this), replace, ifNotExists, name, columns, format,
            partitionColumns, location, described);
    }
}
