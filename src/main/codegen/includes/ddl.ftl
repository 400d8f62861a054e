boolean IfNotExistsOpt() :
{
}
{
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

boolean IfExistsOpt() :
{
}
{
    <IF> <EXISTS> { return true; }
|
    { return false; }
}

/** CREATE [OR REPLACE] [TEMPORARY] TABLE | VIEW | MACRO, CREATE SCHEMA. A temporary object's name begins with "temp". */
SqlCreate CreateObject(Span s, boolean replace) :
{
    final SqlCreate create;
    boolean isTemporary = false;
}
{
    [ ( <TEMP> | <TEMPORARY> ) { isTemporary = true; } ]
    (
        create = CreateTable(s, replace, isTemporary)
    |
        create = CreateExternalTable(s, replace)
    |
        create = CreateView(s, replace, isTemporary)
    |
        create = CreateMacro(s, replace, isTemporary)
    |
        create = CreateSchema(s, replace)
    )
    { return create; }
}

SqlIdentifier CreatedName(boolean isTemporary) :
{
    SqlIdentifier name;
}
{
    name = CompoundIdentifier() {
        if (isTemporary) {
            final List<String> names = new ArrayList<String>(name.names);
            if (names.size() == 1) {
                names.add(0, "main");
            }
            names.add(0, "temp");
            name = new SqlIdentifier(names, name.getParserPosition());
        }
        return name;
    }
}

SqlCreate CreateTable(Span s, boolean replace, boolean isTemporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList elements = null;
    SqlNode query = null;
}
{
    <TABLE> ifNotExists = IfNotExistsOpt() name = CreatedName(isTemporary)
    [ LOOKAHEAD(3) elements = TableElements() ]
    [ <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) ]
    { return SqlDdlNodes.createTable(s.end(this), replace, ifNotExists, name, elements, query); }
}

/** Columns and keys in brackets; with AS, names may be enough. A comma may follow the last one. */
SqlNodeList TableElements() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    TableElement(list)
    (
        LOOKAHEAD({ getToken(1).kind == COMMA && getToken(2).kind != RPAREN })
        <COMMA> TableElement(list)
    )*
    [ <COMMA> ]
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
}

void TableElement(List<SqlNode> list) :
{
    final SqlIdentifier name;
    SqlDataTypeSpec type;
    SqlNode value = null;
    SqlIdentifier constraint = null;
    boolean isNullable = true;
    final Span s = Span.of();
}
{
    LOOKAHEAD(2)
    TableKey(list, null)
|
    <CONSTRAINT> constraint = SimpleIdentifier() TableKey(list, constraint)
|
    name = SimpleIdentifier() { s.add(name); }
    (
        type = DataType()
        (
            <NOT> <NULL> { isNullable = false; }
        |
            <NULL>
        |
            <DEFAULT_> value = Expression(ExprContext.ACCEPT_SUB_QUERY)
        |
            <PRIMARY> <KEY> {
                isNullable = false;
                list.add(SqlDdlNodes.primary(getPos(), null, SqlNodeList.of(name)));
            }
        |
            <UNIQUE> { list.add(SqlDdlNodes.unique(getPos(), null, SqlNodeList.of(name))); }
        |
            <CONSTRAINT> constraint = SimpleIdentifier()
        |
            <REFERENCES> { throw new UnsupportedSyntax("REFERENCES", getPos()); }
        |
            ( <GENERATED> | <AS> ) { throw new UnsupportedSyntax("A GENERATED column", getPos()); }
        |
            <COLLATE> { throw new UnsupportedSyntax("COLLATE", getPos()); }
        |
            <CHECK> { final Span check = span(); }
            { final SqlNode condition; }
            <LPAREN> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
                list.add(SqlDdlNodes.check(check.end(this), constraint, condition));
            }
        )*
        {
            list.add(SqlDdlNodes.column(s.end(this), name, type.withNullable(isNullable), value,
                value == null ? ColumnStrategy.NULLABLE : ColumnStrategy.DEFAULT));
        }
    |
        { list.add(name); }
    )
}

/** A key or a condition of the whole table; only names of conditions are kept. */
void TableKey(List<SqlNode> list, SqlIdentifier name) :
{
    final SqlNodeList columns;
    final SqlNode condition;
    final Span s;
}
{
    <PRIMARY> { s = span(); } <KEY> columns = ParenthesizedSimpleIdentifierList() {
        list.add(SqlDdlNodes.primary(s.end(columns), null, columns));
    }
|
    <UNIQUE> { s = span(); } columns = ParenthesizedSimpleIdentifierList() {
        list.add(SqlDdlNodes.unique(s.end(columns), null, columns));
    }
|
    <CHECK> { s = span(); } <LPAREN> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
        list.add(SqlDdlNodes.check(s.end(this), name, condition));
    }
|
    <FOREIGN> { throw new UnsupportedSyntax("FOREIGN KEY", getPos()); }
}

SqlCreate CreateView(Span s, boolean replace, boolean isTemporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
}
{
    <VIEW> ifNotExists = IfNotExistsOpt() name = CreatedName(isTemporary)
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return new CreateView(s.end(this), replace, ifNotExists, name, columns, query); }
}

SqlCreate CreateMacro(Span s, boolean replace, boolean isTemporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final List<SqlNode> parameters = new ArrayList<SqlNode>();
    final List<SqlNode> defaults = new ArrayList<SqlNode>();
    final SqlNode body;
    boolean isTable = false;
}
{
    ( <MACRO> | <FUNCTION> ) ifNotExists = IfNotExistsOpt() name = CreatedName(isTemporary)
    <LPAREN>
    [
        MacroParameter(parameters, defaults)
        ( <COMMA> MacroParameter(parameters, defaults) )*
    ]
    <RPAREN>
    <AS>
    (
        <TABLE> { isTable = true; } body = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    |
        body = Expression(ExprContext.ACCEPT_SUB_QUERY)
    )
    {
        return new CreateMacro(s.end(this), replace, ifNotExists, name,
            new SqlNodeList(parameters, s.pos()), new SqlNodeList(defaults, s.pos()), body, isTable);
    }
}

/** A parameter; behind one with a default all have one. */
void MacroParameter(List<SqlNode> parameters, List<SqlNode> defaults) :
{
    final SqlIdentifier name;
}
{
    name = SimpleIdentifier() { parameters.add(name); }
    (
        ( <NAMED_ARGUMENT_ASSIGNMENT> | <COLON> <EQ> )
        AddExpression(defaults, ExprContext.ACCEPT_SUB_QUERY)
    |
        {
            if (!defaults.isEmpty()) {
                throw new UnsupportedSyntax(
                    "A parameter without a default behind one that has a default", name.getParserPosition());
            }
        }
    )
}

/** CREATE [UNIQUE] INDEX [IF NOT EXISTS] name ON t (column, ...): a call with the table, FALSE, name, columns, whether it is unique and whether one may be there. */
SqlNode CreateIndex() :
{
    final Span s;
    final SqlIdentifier name;
    final SqlIdentifier table;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    boolean isUnique = false;
    final boolean ifNotExists;
}
{
    <CREATE> { s = span(); } [ <UNIQUE> { isUnique = true; } ]
    <INDEX> ifNotExists = IfNotExistsOpt() name = SimpleIdentifier()
    <ON> table = CompoundIdentifier()
    [ <USING> SimpleIdentifier() ]
    <LPAREN> IndexedColumn(columns) ( <COMMA> IndexedColumn(columns) )* <RPAREN>
    {
        return new SqlSpecialOperator("CREATE INDEX", SqlKind.OTHER).createCall(s.end(this),
            table,
            SqlLiteral.createBoolean(false, getPos()),
            name,
            new SqlNodeList(columns, s.pos()),
            SqlLiteral.createBoolean(isUnique, getPos()),
            SqlLiteral.createBoolean(ifNotExists, getPos()));
    }
}

/** A column or an expression; the order of an index says nothing here. */
void IndexedColumn(List<SqlNode> columns) :
{
}
{
    AddExpression(columns, ExprContext.ACCEPT_SUB_QUERY)
    [ <ASC> | <DESC> ]
    [ <NULLS> ( <FIRST> | <LAST> ) ]
}

/** DROP INDEX | MACRO [IF EXISTS] name: a call of an operator of these words with the name and whether it need not exist. */
SqlNode DropNamed() :
{
    final Span s;
    final String operator;
    final boolean ifExists;
    final SqlIdentifier name;
}
{
    <DROP> { s = span(); }
    (
        <INDEX> { operator = "DROP INDEX"; }
    |
        ( <MACRO> | <FUNCTION> ) [ <TABLE> ] { operator = "DROP MACRO"; }
    )
    ifExists = IfExistsOpt() name = CompoundIdentifier() [ <CASCADE> | <RESTRICT> ]
    {
        return new SqlSpecialOperator(operator, SqlKind.OTHER)
            .createCall(s.end(this), name, SqlLiteral.createBoolean(ifExists, getPos()));
    }
}

SqlCreate CreateSchema(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
}
{
    <SCHEMA> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
    { return SqlDdlNodes.createSchema(s.end(this), replace, ifNotExists, name); }
}

/** DROP TABLE | VIEW | SCHEMA [IF EXISTS] name. That a schema goes with its tables, CASCADE, is the node's "foreign". */
SqlDrop DropObject(Span s, boolean replace) :
{
    final boolean ifExists;
    final SqlIdentifier name;
    boolean isCascade = false;
}
{
    <TABLE> ifExists = IfExistsOpt() name = CompoundIdentifier() [ <CASCADE> | <RESTRICT> ]
    { return SqlDdlNodes.dropTable(s.end(this), ifExists, name); }
|
    <VIEW> ifExists = IfExistsOpt() name = CompoundIdentifier() [ <CASCADE> | <RESTRICT> ]
    { return SqlDdlNodes.dropView(s.end(this), ifExists, name); }
|
    <SCHEMA> ifExists = IfExistsOpt() name = CompoundIdentifier()
    [ <CASCADE> { isCascade = true; } | <RESTRICT> ]
    { return SqlDdlNodes.dropSchema(s.end(this), isCascade, ifExists, name); }
}

SqlTruncate TruncateTable(Span s) :
{
    final SqlIdentifier name;
}
{
    [ <TABLE> ] name = CompoundIdentifier()
    { return SqlDdlNodes.truncateTable(s.end(this), name, true); }
}
