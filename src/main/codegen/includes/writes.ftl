/** INSERT OR IGNORE, INSERT OR REPLACE: a call of an operator of these words. */
SqlNode InsertOr() :
{
    final String operator;
}
{
    <OR> ( <IGNORE> { operator = "OR IGNORE"; } | <REPLACE> { operator = "OR REPLACE"; } ) {
        return new SqlSpecialOperator(operator, SqlKind.OTHER).createCall(getPos());
    }
|
    { return null; }
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
    SqlIdentifier column;
}
{
    <ON> { s = span(); } <CONFLICT>
    [ columns = ParenthesizedSimpleIdentifierList() ]
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
        column = CompoundIdentifier() { targets.add(column); }
        <EQ> NewValue(values)
        (
            <COMMA> column = CompoundIdentifier() { targets.add(column); }
            <EQ> NewValue(values)
        )*
        ( where = Where() | { where = null; } )
        {
            return new SqlSpecialOperator("DO UPDATE", SqlKind.OTHER)
                .createCall(s.end(this), columns, targets, values, where);
        }
    )
|
    { return given; }
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
