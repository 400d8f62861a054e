/** a.b.c or a.b.*. */
SqlIdentifier CompoundIdentifier() :
{
    final List<String> names = new ArrayList<String>();
    final List<SqlParserPos> positions = new ArrayList<SqlParserPos>();
    boolean star = false;
    SqlIdentifier segment;
}
{
    AddIdentifierSegment(names, positions)
    (
        LOOKAHEAD({ getToken(1).kind == DOT && DialectTokens.isReservedWord(getToken(2)) })
        <DOT> segment = ReservedWord() {
            names.add(segment.getSimple());
            positions.add(segment.getParserPosition());
        }
    |
        LOOKAHEAD(2) <DOT> AddIdentifierSegment(names, positions)
    )*
    (
        LOOKAHEAD(2)
        <DOT> <STAR> {
            star = true;
            names.add("");
            positions.add(getPos());
        }
    )?
    {
        final SqlParserPos pos = SqlParserPos.sum(positions);
        return star
            ? SqlIdentifier.star(names, pos, positions)
            : new SqlIdentifier(names, null, pos, positions);
    }
}

/** In FROM: a.b.c, or 'path/file.parquet', which becomes the name of two parts "$file"."path/file.parquet". */
SqlIdentifier CompoundTableIdentifier() :
{
    final List<String> names = new ArrayList<String>();
    final List<SqlParserPos> positions = new ArrayList<SqlParserPos>();
}
{
    (
        <QUOTED_STRING> {
            names.add("$file");
            positions.add(getPos());
            names.add(SqlParserUtil.parseString(token.image));
            positions.add(getPos());
        }
    |
        AddTableIdentifierSegment(names, positions)
        ( LOOKAHEAD(2) <DOT> AddTableIdentifierSegment(names, positions) )*
    )
    { return new SqlIdentifier(names, null, SqlParserPos.sum(positions), positions); }
}

/** Of EXTEND, which the validator refuses. */
void AddCompoundIdentifierTypes(List<SqlNode> list, List<SqlNode> extendList) :
{
}
{
    AddCompoundIdentifierType(list, extendList)
    ( <COMMA> AddCompoundIdentifierType(list, extendList) )*
}

/** Column names in brackets, of INSERT and EXTEND. */
Pair<SqlNodeList, SqlNodeList> ParenthesizedCompoundIdentifierList() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final List<SqlNode> extendList = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    AddCompoundIdentifierTypes(list, extendList)
    <RPAREN> {
        return Pair.of(
            new SqlNodeList(list, s.end(this)), new SqlNodeList(extendList, s.end(this)));
    }
}
