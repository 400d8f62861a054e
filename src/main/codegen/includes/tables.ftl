/** SELECT item FROM source. */
JAVACODE
SqlSelect selectOf(SqlNode item, SqlNode source, SqlParserPos pos) {
    return new SqlSelect(pos, null, SqlNodeList.of(item), source, null, null, null, null, null,
        null, null, null, SqlNodeList.EMPTY);
}

/** PIVOT t ON x IN (...), y USING sum(a) AS b, ... GROUP BY g: SELECT of a call of PivotOperator.PIVOT. */
SqlNode PivotQuery() :
{
    final Span s;
    final SqlNode source;
    final List<SqlNode> axes = new ArrayList<SqlNode>();
    final List<SqlNode> aggregates = new ArrayList<SqlNode>();
    SqlNodeList groups = null;
}
{
    ( <PIVOT> | <PIVOT_WIDER> ) { s = span(); }
    source = FromClause()
    [ <ON> PivotAxis(axes) ( <COMMA> PivotAxis(axes) )* ]
    [ <USING> AddSelectItem(aggregates) ( <COMMA> AddSelectItem(aggregates) )* ]
    [ groups = PivotGroups() ]
    { return selectOf(pivot(s, axes, aggregates, groups), source, s.end(this)); }
}

JAVACODE
SqlNode pivot(Span s, List<SqlNode> axes, List<SqlNode> aggregates, SqlNodeList groups) {
    final SqlParserPos pos = s.end(this);
    return PivotOperator.PIVOT.createCall(
        pos, new SqlNodeList(axes, pos), new SqlNodeList(aggregates, pos), groups);
}

SqlNodeList PivotGroups() :
{
    final Span s;
    final SqlNodeList groups;
}
{
    <GROUP> { s = span(); } <BY> groups = ExpressionCommaList(s, ExprContext.ACCEPT_SUB_QUERY)
    { return groups; }
}

/** x IN (1, 2), (x, y) IN ((1, 2)), x. */
void PivotAxis(List<SqlNode> axes) :
{
    SqlNode axis;
    final SqlNodeList columns;
    SqlNode values = null;
}
{
    (
        LOOKAHEAD(CompoundIdentifier() <IN> <LPAREN>)
        axis = CompoundIdentifier()
        values = PivotValues()
    |
        LOOKAHEAD(ParenthesizedSimpleIdentifierList() <IN> <LPAREN>)
        columns = ParenthesizedSimpleIdentifierList()
        values = PivotValues()
        {
            axis = SqlStdOperatorTable.ROW.createCall(
                columns.getParserPosition(), columns.getList());
        }
    |
        axis = Expression(ExprContext.ACCEPT_SUB_QUERY)
    )
    {
        if (values == null && axis.getKind() == SqlKind.IN) {
            values = ((SqlCall) axis).operand(1);
            axis = ((SqlCall) axis).operand(0);
        }
        if (values != null && !(values instanceof SqlNodeList)) {
            throw new UnsupportedSyntax("A query of the values of PIVOT", values.getParserPosition());
        }
        axes.add(PivotOperator.AXIS.createCall(axis.getParserPosition(), axis, values));
    }
}

SqlNodeList PivotValues() :
{
    final Span s;
    final List<SqlNode> values = new ArrayList<SqlNode>();
}
{
    <IN> <LPAREN> { s = span(); }
    (
        LOOKAHEAD({ getToken(1).kind == SELECT || getToken(1).kind == FROM || getToken(1).kind == WITH })
        {
            throw new UnsupportedSyntax("A query of the values of PIVOT", getPos());
        }
    |
        AddSelectItem(values) ( <COMMA> AddSelectItem(values) )*
    )
    <RPAREN> { return new SqlNodeList(values, s.end(this)); }
}

/** t PIVOT (sum(a) FOR x IN (...) y IN (...) GROUP BY g). */
SqlNode PivotTable(SqlNode source) :
{
    final Span s;
    final List<SqlNode> axes = new ArrayList<SqlNode>();
    final List<SqlNode> aggregates = new ArrayList<SqlNode>();
    SqlNodeList groups = null;
}
{
    <PIVOT> { s = span(); } <LPAREN>
    AddSelectItem(aggregates) ( <COMMA> AddSelectItem(aggregates) )*
    <FOR> ( PivotAxis(axes) )+
    [ groups = PivotGroups() ]
    <RPAREN>
    { return selectOf(pivot(s, axes, aggregates, groups), source, s.end(this)); }
}

/** UNPIVOT t ON a, (b, c) AS d INTO NAME n VALUE v, w: SELECT of a call of PivotOperator.UNPIVOT. */
SqlNode UnpivotQuery() :
{
    final Span s;
    final SqlNode source;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    SqlIdentifier name = null;
    SqlIdentifier value = null;
    final List<SqlNode> values = new ArrayList<SqlNode>();
    boolean hasNulls = false;
}
{
    ( <UNPIVOT> | <PIVOT_LONGER> ) { s = span(); }
    source = FromClause()
    [ hasNulls = UnpivotNulls() ]
    <ON> SelectItems(columns)
    [
        <INTO> <NAME> name = SimpleIdentifier()
        ( <VALUE> | <VALUES> ) value = SimpleIdentifier() { values.add(value); }
        ( <COMMA> value = SimpleIdentifier() { values.add(value); } )*
    ]
    {
        final SqlParserPos pos = s.end(this);
        if (name == null) {
            name = new SqlIdentifier("name", pos);
            values.add(new SqlIdentifier("value", pos));
        }
        return selectOf(
            PivotOperator.UNPIVOT.createCall(pos, new SqlNodeList(columns, pos), name,
                new SqlNodeList(values, pos), SqlLiteral.createBoolean(hasNulls, pos)),
            source, pos);
    }
}

boolean UnpivotNulls() :
{
}
{
    <INCLUDE> <NULLS> { return true; }
|
    <EXCLUDE> <NULLS> { return false; }
}

/** t UNPIVOT INCLUDE NULLS (v FOR n IN (a, b)). */
SqlNode UnpivotTable(SqlNode source) :
{
    final Span s;
    final SqlNodeList values;
    final SqlIdentifier name;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    boolean hasNulls = false;
}
{
    <UNPIVOT> { s = span(); }
    [ hasNulls = UnpivotNulls() ]
    <LPAREN>
    values = SimpleIdentifierOrList()
    <FOR> name = SimpleIdentifier()
    <IN> <LPAREN> AddSelectItem(columns) ( <COMMA> AddSelectItem(columns) )* <RPAREN>
    <RPAREN> {
        final SqlParserPos pos = s.end(this);
        return selectOf(
            PivotOperator.UNPIVOT.createCall(pos, new SqlNodeList(columns, pos), name, values,
                SqlLiteral.createBoolean(hasNulls, pos)),
            source, pos);
    }
}

/** PIVOT or UNPIVOT behind a table and its alias, with an alias of its own. */
SqlNode PivotedTable(SqlNode tableRef) :
{
    final SqlIdentifier alias;
    final SqlNodeList columns;
}
{
    ( tableRef = PivotTable(tableRef) | tableRef = UnpivotTable(tableRef) )
    [
        [ <AS> ] alias = SimpleIdentifier() { final List<SqlNode> operands = new ArrayList<SqlNode>(); }
        { operands.add(tableRef); operands.add(alias); }
        [ columns = ParenthesizedSimpleIdentifierList() { operands.addAll(columns.getList()); } ]
        { tableRef = SqlStdOperatorTable.AS.createCall(Span.of(tableRef).end(this), operands); }
    ]
    { return tableRef; }
}

/** Behind TABLESAMPLE or USING SAMPLE. A sample of rows is a call of an operator "ROW SAMPLE" with the table, the size and the seed, which may be null. */
SqlNode Sample(SqlNode tableRef, Span s) :
{
    SqlIdentifier method = null;
    SqlNumericLiteral size;
    boolean isPercent = false;
    SqlNumericLiteral seed = null;
}
{
    { checkNotJoin(tableRef); }
    (
        LOOKAHEAD({ getToken(1).kind == LPAREN })
        <LPAREN> size = UnsignedNumericLiteral() isPercent = SampleUnit() <RPAREN>
    |
        LOOKAHEAD({ getToken(2).kind == LPAREN && getToken(1).kind != UNSIGNED_INTEGER_LITERAL })
        ( method = SimpleIdentifier() | method = ReservedWord() )
        <LPAREN> size = UnsignedNumericLiteral() isPercent = SampleUnit() <RPAREN>
    |
        size = UnsignedNumericLiteral() isPercent = SampleUnit()
        [
            <LPAREN> ( method = SimpleIdentifier() | LOOKAHEAD({ DialectTokens.isReservedWord(getToken(1)) }) method = ReservedWord() )
            [ <COMMA> seed = UnsignedNumericLiteral() ]
            <RPAREN>
        ]
    )
    [ <REPEATABLE> <LPAREN> seed = UnsignedNumericLiteral() <RPAREN> ]
    { return sampled(tableRef, method, size, isPercent, seed, s.end(this)); }
}

boolean SampleUnit() :
{
}
{
    ( <PERCENT_REMAINDER> | <PERCENT> ) { return true; }
|
    ( <ROWS> | <ROW> ) { return false; }
|
    { return false; }
}

JAVACODE
SqlNode sampled(SqlNode table, SqlIdentifier method, SqlNumericLiteral size, boolean isPercent, SqlNumericLiteral seed, SqlParserPos pos) {
    final String name = method == null ? "" : method.getSimple().toUpperCase(java.util.Locale.ROOT);
    if (!name.isEmpty() && !name.equals("RESERVOIR") && !name.equals("BERNOULLI") && !name.equals("SYSTEM")) {
        throw new UnsupportedSyntax("A sample by '" + method.getSimple() + "'", method.getParserPosition());
    }
    final boolean isOfEachRow = name.isEmpty() ? isPercent : !name.equals("RESERVOIR");
    if (!isOfEachRow) {
        final SqlNode count = isPercent ? percent(size) : size;
        return new SqlSpecialOperator("ROW SAMPLE", SqlKind.OTHER).createCall(pos, table, count, seed);
    }
    final BigDecimal rate = size.bigDecimalValue().divide(ONE_HUNDRED);
    final boolean isBernoulli = !name.equals("SYSTEM");
    final SqlSampleSpec spec = seed == null
        ? SqlSampleSpec.createTableSample(isBernoulli, rate)
        : SqlSampleSpec.createTableSample(isBernoulli, rate, seed.intValue(true));
    return SqlStdOperatorTable.TABLESAMPLE.createCall(pos, table, SqlLiteral.createSample(spec, pos));
}

/** FROM with the sample that USING SAMPLE behind the other clauses takes of it. */
SqlNode UsingSample(SqlNode from) :
{
    final Span s;
}
{
    [
        LOOKAHEAD({ DialectTokens.beginsSample(getToken(1), getToken(2)) })
        <USING> { s = span(); } SampleWord()
        {
            if (from == null || from instanceof SqlJoin) {
                throw new UnsupportedSyntax("USING SAMPLE of other than one table", getPos());
            }
        }
        from = Sample(from, s)
    ]
    { return from; }
}

JAVACODE
void SampleWord() {
    getNextToken();
}

/** left ASOF LEFT JOIN right ON condition: the condition is the operand of an operator "ASOF", or the last column of USING. */
SqlNode AsofJoin(SqlNode left) :
{
    final Span s;
    JoinType type = JoinType.INNER;
    final SqlNode right;
    final SqlNode condition;
    final SqlNodeList columns;
}
{
    <ASOF> { s = span(); }
    [
        <INNER>
    |
        <LEFT> [ <OUTER> ] { type = JoinType.LEFT; }
    |
        ( <RIGHT> | <FULL> | <SEMI> | <ANTI> ) {
            throw new UnsupportedSyntax("ASOF " + token.image + " JOIN", getPos());
        }
    ]
    <JOIN> right = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    (
        <ON> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) {
            final SqlParserPos pos = s.end(this);
            return new SqlJoin(pos, left, SqlLiteral.createBoolean(false, pos), type.symbol(pos),
                right, JoinConditionType.ON.symbol(pos),
                new SqlSpecialOperator("ASOF", SqlKind.OTHER)
                    .createCall(condition.getParserPosition(), condition));
        }
    |
        <USING> columns = ParenthesizedSimpleIdentifierList() {
            final SqlParserPos pos = s.end(this);
            final List<SqlNode> list = new ArrayList<SqlNode>(columns.getList());
            final SqlNode last = list.remove(list.size() - 1);
            list.add(new SqlSpecialOperator("ASOF", SqlKind.OTHER)
                .createCall(last.getParserPosition(), last));
            return new SqlJoin(pos, left, SqlLiteral.createBoolean(false, pos), type.symbol(pos),
                right, JoinConditionType.USING.symbol(pos),
                new SqlNodeList(list, columns.getParserPosition()));
        }
    )
}
