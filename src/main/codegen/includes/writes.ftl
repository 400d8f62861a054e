/** INSERT OR IGNORE, INSERT OR REPLACE: a call of an operator of these words, or what was given. */
SqlNode InsertOr(SqlNode given) :
{
    final String operator;
}
{
    <OR> ( <IGNORE> { operator = "OR IGNORE"; } | <REPLACE> { operator = "OR REPLACE"; } ) {
        return new SqlSpecialOperator(operator, SqlKind.OTHER).createCall(getPos());
    }
|
    { return given; }
}

/**
 * ON CONFLICT [(columns)] DO NOTHING | DO UPDATE SET column = value, ... [WHERE condition]: a call of an operator "DO NOTHING" with the columns, or "DO UPDATE" with
 * columns, targets, values and condition. Without the clause, what was given.
 */
SqlNode OnConflict(SqlNode given) :
{
    final Span s;
    SqlNodeList columns = null;
    final SqlNodeList targets;
    final SqlNodeList values;
    SqlNode where;
}
{
    <ON> { s = span(); } <CONFLICT>
    [
        columns = ParenthesizedSimpleIdentifierList()
        [ <WHERE> { throw new UnsupportedSyntax("WHERE behind the columns of ON CONFLICT", getPos()); } ]
    ]
    <DO>
    (
        <NOTHING> {
            return new SqlSpecialOperator("DO NOTHING", SqlKind.OTHER)
                .createCall(s.end(this), Collections.<SqlNode>singletonList(columns));
        }
    |
        <UPDATE> <SET> {
            targets = new SqlNodeList(s.pos());
            values = new SqlNodeList(s.pos());
        }
        Assignment(targets, values) ( <COMMA> Assignment(targets, values) )*
        ( where = Where() | { where = null; } )
        {
            return new SqlSpecialOperator("DO UPDATE", SqlKind.OTHER)
                .createCall(s.end(this), columns, targets, values, where);
        }
    )
|
    { return given; }
}

/**
 * column = value, or (column, ...) = (value, ...) or a query: then each value is a call of an operator "PART" with a row or query, the column's place from 0 on and the number of columns.
 */
void Assignment(SqlNodeList targets, SqlNodeList values) :
{
    final SqlIdentifier column;
    final SqlNodeList columns;
    SqlNode source;
    final SqlNodeList row;
    final Span s;
}
{
    column = CompoundIdentifier() { targets.add(column); }
    <EQ> NewValue(values)
|
    columns = ParenthesizedSimpleIdentifierList() { s = Span.of(columns); }
    <EQ>
    (
        LOOKAHEAD({ getToken(1).kind == LPAREN && DialectTokens.beginsQuery(getToken(2)) && getToken(2).kind != LPAREN })
        source = ParenthesizedExpression(ExprContext.ACCEPT_QUERY)
    |
        [ <ROW> ] <LPAREN> { row = new SqlNodeList(getPos()); }
        NewValue(row) ( <COMMA> NewValue(row) )*
        <RPAREN> { source = SqlStdOperatorTable.ROW.createCall(s.end(this), row.getList()); }
    )
    {
        for (int i = 0; i < columns.size(); i++) {
            targets.add(columns.get(i));
            values.add(new SqlSpecialOperator("PART", SqlKind.OTHER).createCall(
                source.getParserPosition(),
                source,
                SqlLiteral.createExactNumeric(Integer.toString(i), getPos()),
                SqlLiteral.createExactNumeric(Integer.toString(columns.size()), getPos())));
        }
    }
}

/** INSERT INTO function(arguments) [(columns)] query: a call of an operator "INSERT INTO CALL" with the query, the function's call and the columns, which may be missing. */
SqlNode InsertIntoCall() :
{
    final Span s;
    final SqlIdentifier name;
    List<SqlNode> arguments = Collections.emptyList();
    final SqlNode target;
    SqlNodeList columns = null;
    final SqlNode source;
}
{
    <INSERT> { s = span(); } <INTO>
    name = SimpleIdentifier()
    (
        LOOKAHEAD(2)
        <LPAREN> <RPAREN>
    |
        arguments = UnquantifiedFunctionParameterList(ExprContext.ACCEPT_NON_QUERY)
    )
    {
        target = createCall(name, s.end(this), SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION, null, arguments);
    }
    [
        LOOKAHEAD({ getToken(1).kind == LPAREN && !DialectTokens.beginsQuery(getToken(2)) })
        columns = ParenthesizedSimpleIdentifierList()
    ]
    source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return new SqlSpecialOperator("INSERT INTO CALL", SqlKind.OTHER)
            .createCall(s.end(this), source, target, columns);
    }
}

/** WITH queries INSERT | UPDATE | DELETE | MERGE: a call of an operator "WRITE WITH" with the queries and the statement. */
SqlNode WriteWithQueries() :
{
    final SqlNodeList queries;
    final SqlNode statement;
}
{
    queries = WithList()
    (
        statement = SqlInsert()
    |
        statement = SqlDelete()
    |
        statement = SqlUpdate()
    |
        statement = MergeStatement()
    )
    {
        return new SqlSpecialOperator("WRITE WITH", SqlKind.OTHER)
            .createCall(Span.of(queries).end(statement), queries, statement);
    }
}

/**
 * MERGE INTO t [AS alias] USING source ON condition | USING (columns) WHEN ...: a call of an operator "MERGE" with the table, alias, source, condition or columns, the clauses and RETURNING.
 */
SqlNode MergeStatement() :
{
    final Span s;
    final SqlIdentifier table;
    SqlIdentifier alias = null;
    final SqlNode source;
    final SqlNode condition;
    final List<SqlNode> clauses = new ArrayList<SqlNode>();
    final SqlNodeList returning;
}
{
    <MERGE> { s = span(); } <INTO> table = CompoundTableIdentifier()
    [ [ <AS> ] alias = SimpleIdentifier() ]
    <USING> source = TableRef()
    (
        <ON> condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
    |
        <USING> condition = ParenthesizedSimpleIdentifierList()
    )
    ( MergeClause(clauses) )+
    returning = Returning()
    {
        return new SqlSpecialOperator("MERGE", SqlKind.OTHER).createCall(
            s.end(this), table, alias, source, condition, new SqlNodeList(clauses, s.pos()), returning);
    }
}

/**
 * WHEN [NOT] MATCHED [BY SOURCE | TARGET] [AND condition] THEN action: a call of an operator of the first words, with an identifier of the action's word, the condition, columns and values, each of
 * which may be null.
 */
void MergeClause(List<SqlNode> clauses) :
{
    final Span s;
    String when = "WHEN MATCHED";
    SqlNode condition = null;
    String action;
    SqlNodeList columns = null;
    SqlNodeList values = null;
}
{
    <WHEN> { s = span(); }
    (
        <MATCHED>
    |
        <NOT> <MATCHED> { when = "WHEN NOT MATCHED"; }
        [ <BY> ( <SOURCE> { when = "WHEN NOT MATCHED BY SOURCE"; } | <TARGET> ) ]
    )
    [ <AND> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
    <THEN>
    (
        <UPDATE> { action = "UPDATE"; }
        [
            <BY> ( <NAME> { action = "UPDATE BY NAME"; } | <POSITION> )
        |
            <SET>
            (
                <STAR>
            |
                {
                    columns = new SqlNodeList(s.pos());
                    values = new SqlNodeList(s.pos());
                }
                Assignment(columns, values) ( <COMMA> Assignment(columns, values) )*
            )
        ]
    |
        <DELETE> { action = "DELETE"; }
    |
        <INSERT> { action = "INSERT"; }
        [
            <BY> ( <NAME> { action = "INSERT BY NAME"; } | <POSITION> )
        |
            <STAR>
        |
            <DEFAULT_> <VALUES> { values = new SqlNodeList(getPos()); }
        |
            [ columns = ParenthesizedSimpleIdentifierList() ]
            <VALUES> <LPAREN> { values = new SqlNodeList(getPos()); }
            NewValue(values) ( <COMMA> NewValue(values) )*
            <RPAREN>
        ]
    |
        <DO> <NOTHING> { action = "DO NOTHING"; }
    |
        <ERROR> { action = "ERROR"; }
    )
    {
        clauses.add(new SqlSpecialOperator(when, SqlKind.OTHER).createCall(
            s.end(this), new SqlIdentifier(action, getPos()), condition, columns, values));
    }
}

/** The items of RETURNING, or null. */
SqlNodeList Returning() :
{
    final Span s;
    final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
    <RETURNING> { s = span(); } SelectItems(items) { return new SqlNodeList(items, s.end(this)); }
|
    { return null; }
}

/**
 * ALTER TABLE [IF EXISTS] t action: a call of an operator of the action's words, such as "ADD COLUMN", with the table, whether it need not exist, and what the
 * action has.
 */
SqlNode AlterTable() :
{
    final Span s;
    final SqlIdentifier table;
    boolean isOptional = false;
    final List<SqlNode> operands = new ArrayList<SqlNode>();
    final String action;
}
{
    <ALTER> { s = span(); } <TABLE>
    [ <IF> <EXISTS> { isOptional = true; } ]
    table = CompoundIdentifier() {
        operands.add(table);
        operands.add(SqlLiteral.createBoolean(isOptional, getPos()));
    }
    action = AlterAction(operands)
    { return new SqlSpecialOperator(action, SqlKind.OTHER).createCall(s.end(this), operands); }
}

String AlterAction(List<SqlNode> operands) :
{
    SqlIdentifier name;
    boolean isOptional = false;
    final String action;
}
{
    <ADD>
    [ LOOKAHEAD(2) <COLUMN> ]
    [ LOOKAHEAD(3) <IF> <NOT> <EXISTS> { isOptional = true; } ]
    {
        operands.add(SqlLiteral.createBoolean(isOptional, getPos()));
        final List<SqlNode> elements = new ArrayList<SqlNode>();
    }
    TableElement(elements) {
        operands.add(new SqlNodeList(elements, getPos()));
        return "ADD COLUMN";
    }
|
    <DROP>
    [ LOOKAHEAD(2) <COLUMN> ]
    [ LOOKAHEAD(2) <IF> <EXISTS> { isOptional = true; } ]
    name = SimpleIdentifier() [ <CASCADE> | <RESTRICT> ] {
        operands.add(SqlLiteral.createBoolean(isOptional, getPos()));
        operands.add(name);
        return "DROP COLUMN";
    }
|
    <RENAME>
    (
        <TO> name = SimpleIdentifier() {
            operands.add(name);
            return "RENAME TABLE";
        }
    |
        [ LOOKAHEAD(2) <COLUMN> ]
        name = SimpleIdentifier() { operands.add(name); }
        <TO> name = SimpleIdentifier() {
            operands.add(name);
            return "RENAME COLUMN";
        }
    )
|
    <ALTER>
    [ LOOKAHEAD(2) <COLUMN> ]
    name = SimpleIdentifier() { operands.add(name); }
    action = AlterColumn(operands)
    { return action; }
}

String AlterColumn(List<SqlNode> operands) :
{
    final SqlDataTypeSpec type;
}
{
    [ LOOKAHEAD(2) <SET> <DATA> ] <TYPE> type = DataType() { operands.add(type); }
    [ <USING> AddExpression(operands, ExprContext.ACCEPT_SUB_QUERY) ]
    { return "ALTER TYPE"; }
|
    <SET>
    (
        <DEFAULT_> AddExpression(operands, ExprContext.ACCEPT_SUB_QUERY)
        { return "SET DEFAULT"; }
    |
        <NOT> <NULL> { return "SET NOT NULL"; }
    )
|
    <DROP>
    (
        <DEFAULT_> { return "DROP DEFAULT"; }
    |
        <NOT> <NULL> { return "DROP NOT NULL"; }
    )
}
