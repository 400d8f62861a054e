/** DISTINCT ON (...), the DISTINCT of which is read: a call of an operator "DISTINCT ON", the first of the items. */
void DistinctOn(List<SqlNode> items) :
{
    final Span s;
    final SqlNodeList list;
}
{
    <ON> { s = span(); }
    <LPAREN> list = ExpressionCommaList(s, ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
        items.add(new SqlSpecialOperator("DISTINCT ON", SqlKind.OTHER)
            .createCall(s.end(this), list.getList()));
    }
}

/** The items of a SELECT; a comma may follow the last one. */
void SelectItems(List<SqlNode> list) :
{
}
{
    AddSelectItem(list)
    (
        LOOKAHEAD({ getToken(1).kind == COMMA && !DialectTokens.endsItems(getToken(2)) })
        <COMMA> AddSelectItem(list)
    )*
    [
        LOOKAHEAD({ getToken(1).kind == COMMA && DialectTokens.endsItems(getToken(2)) })
        <COMMA>
    ]
}

/** FROM t [SELECT items] [WHERE ...]. Without SELECT, all columns. */
SqlSelect FromFirst() :
{
    final Span s;
    final List<SqlLiteral> keywords = new ArrayList<SqlLiteral>();
    final List<SqlNode> items = new ArrayList<SqlNode>();
    SqlLiteral keyword;
    final SqlNode from;
    final SqlNode sampled;
    final SqlNode where;
    final SqlNodeList groupBy;
    final SqlNode having;
    final SqlNodeList windows;
    final SqlNode qualify;
}
{
    <FROM> { s = span(); }
    from = FromClause()
    (
        <SELECT>
        (
            keyword = AllOrDistinct()
            ( DistinctOn(items) | { keywords.add(keyword); } )
        )?
        SelectItems(items)
    |
        { items.add(SqlIdentifier.star(s.pos())); }
    )
    ( where = Where() | { where = null; } )
    ( groupBy = GroupBy() | { groupBy = null; } )
    ( having = Having() | { having = null; } )
    ( windows = Window() | { windows = null; } )
    ( qualify = Qualify() | { qualify = null; } )
    sampled = UsingSample(from)
    {
        return new SqlSelect(s.end(this), new SqlNodeList(keywords, s.pos()),
            new SqlNodeList(items, Span.of(items).pos()), sampled, where, groupBy, having, windows,
            qualify, null, null, null, SqlNodeList.EMPTY);
    }
}

/** Any word, reserved or not; the caller has looked at it. */
JAVACODE
SqlIdentifier ReservedWord() {
    getNextToken();
    return new SqlIdentifier(token.image, getPos());
}

/** left SEMI JOIN right ON condition: a call of an operator "SEMI JOIN" or "ANTI JOIN" with left, right and the condition or the columns of USING. */
SqlNode SemiJoin(SqlNode left) :
{
    final Span s;
    final String name;
    final SqlNode right;
    final SqlNode condition;
}
{
    ( <SEMI> { name = "SEMI JOIN"; } | <ANTI> { name = "ANTI JOIN"; } ) { s = span(); }
    <JOIN> right = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    (
        <ON> condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
    |
        <USING> condition = ParenthesizedSimpleIdentifierList()
    )
    {
        return new SqlSpecialOperator(name, SqlKind.OTHER)
            .createCall(s.end(this), left, right, condition);
    }
}

/** lambda x, y: x + y. */
SqlNode LambdaOfWord() :
{
    final Span s;
    final List<SqlNode> parameters = new ArrayList<SqlNode>();
    SqlNode parameter;
    final SqlNode body;
}
{
    <IDENTIFIER> { s = span(); }
    parameter = SimpleIdentifier() { parameters.add(parameter); }
    (
        <COMMA> parameter = SimpleIdentifier() { parameters.add(parameter); }
    )*
    <COLON> body = Expression(ExprContext.ACCEPT_SUB_QUERY)
    {
        return new SqlLambda(s.end(this), new SqlNodeList(parameters, s.pos()), body);
    }
}

/** Behind [x + 1: FOR x IN list IF x > 2. */
SqlNode Comprehension(SqlNodeList values, Span s) :
{
    final List<SqlNode> parameters = new ArrayList<SqlNode>();
    SqlNode parameter;
    SqlNode list;
    SqlNode condition = null;
}
{
    <FOR> parameter = SimpleIdentifier() { parameters.add(parameter); }
    [
        <COMMA> parameter = SimpleIdentifier() { parameters.add(parameter); }
    ]
    <IN> list = Expression(ExprContext.ACCEPT_SUB_QUERY)
    [
        <IF> condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
    ]
    <RBRACKET> {
        if (values.size() != 1) {
            throw new UnsupportedSyntax(
                "A list of several values for each element", values.getParserPosition());
        }
        final SqlParserPos pos = s.end(this);
        final SqlNodeList names = new SqlNodeList(parameters, pos);
        if (condition != null) {
            list = createCall(new SqlIdentifier("list_filter", pos), pos,
                SqlFunctionCategory.USER_DEFINED_FUNCTION, null,
                Arrays.<SqlNode>asList(list, new SqlLambda(pos, names, condition)));
        }
        // Elements that were left out count: no place among those that are left.
        final SqlNodeList left =
            condition == null ? names : new SqlNodeList(parameters.subList(0, 1), pos);
        return createCall(new SqlIdentifier("list_transform", pos), pos,
            SqlFunctionCategory.USER_DEFINED_FUNCTION, null,
            Arrays.<SqlNode>asList(list, new SqlLambda(pos, left, values.get(0))));
    }
}

/** [1, 2], or [x + 1 for x in list]. */
SqlNode BracketArray() :
{
    final Span s;
    final SqlNodeList values;
    final SqlNode computed;
}
{
    <LBRACKET> { s = span(); }
    (
        values = ExpressionCommaList(s, ExprContext.ACCEPT_SUB_QUERY)
        [ computed = Comprehension(values, s) { return computed; } ]
    |
        { values = SqlNodeList.EMPTY; }
    )
    <RBRACKET> {
        return SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(
            s.end(this), values.getList());
    }
}

/** {'a': 1, b: 2}: a call of an operator "STRUCT" with values AS their names. */
SqlNode StructConstructor() :
{
    final Span s;
    final List<SqlNode> fields = new ArrayList<SqlNode>();
}
{
    <LBRACE> { s = span(); }
    StructField(fields)
    ( <COMMA> StructField(fields) )*
    <RBRACE> {
        return new SqlSpecialOperator("STRUCT", SqlKind.OTHER).createCall(s.end(this), fields);
    }
}

void StructField(List<SqlNode> fields) :
{
    final SqlIdentifier name;
    final SqlNode value;
}
{
    ( name = SimpleIdentifier() | name = SimpleIdentifierFromStringLiteral() )
    <COLON> value = Expression(ExprContext.ACCEPT_SUB_QUERY) {
        fields.add(SqlStdOperatorTable.AS.createCall(Span.of(name, value).pos(), value, name));
    }
}

/** {'a': 1, 'b': 2} behind MAP: keys and values in turn. */
SqlNodeList MapEntries() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
}
{
    <LBRACE> { s = span(); }
    [
        MapEntry(list)
        ( <COMMA> MapEntry(list) )*
    ]
    <RBRACE> { return new SqlNodeList(list, s.end(this)); }
}

void MapEntry(List<SqlNode> list) :
{
}
{
    AddExpression(list, ExprContext.ACCEPT_SUB_QUERY)
    <COLON>
    AddExpression(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** What may stand behind the arguments of an aggregate or window function. */
void ArgumentOptions(List<SqlNode> arguments) :
{
    final SqlNodeList order;
}
{
    [
        order = OrderBy(true) {
            arguments.add(new SqlSpecialOperator("ARGUMENT ORDER", SqlKind.OTHER)
                .createCall(order.getParserPosition(), order.getList()));
        }
    ]
    [
        <IGNORE> <NULLS> {
            arguments.add(
                new SqlSpecialOperator("IGNORE NULLS", SqlKind.OTHER).createCall(getPos()));
        }
    |
        <RESPECT> <NULLS> {
            arguments.add(
                new SqlSpecialOperator("RESPECT NULLS", SqlKind.OTHER).createCall(getPos()));
        }
    ]
}

/** The right side of SET in an UPDATE. */
void NewValue(List<SqlNode> list) :
{
    final SqlNode value;
}
{
    value = Default() { list.add(value); }
|
    AddExpression(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** Binary operators that a token tells, each with the operand behind it. */
void AddPlainOperations(List<Object> list, ExprContext exprContext) :
{
    SqlOperator op;
}
{
    (
        LOOKAHEAD({ DialectTokens.isPlainOperator(getToken(1), getToken(2)) })
        op = BinaryRowOperator() {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
        AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
    )*
}

/** A word of the grammar that may be a name: only the list is tried that has it. */
String WordAsName() :
{
}
{
    (
        LOOKAHEAD({ nameList() == 1 })
        NonReservedKeyWord0of3()
    |
        LOOKAHEAD({ nameList() == 2 })
        NonReservedKeyWord1of3()
    |
        LOOKAHEAD({ nameList() == 3 })
        NonReservedKeyWord2of3()
    )
    {
        return unquotedIdentifier();
    }
}
