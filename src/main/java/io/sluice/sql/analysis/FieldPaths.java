package io.sluice.sql.analysis;

import io.sluice.error.Position;
import io.sluice.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Fields of columns that are named without their table: {@code s.a} is {@code s['a']} where no relation of the query is called {@code s}. For one query. */
final class FieldPaths {
  /** Of a query that names no relation. */
  static final FieldPaths NONE = new FieldPaths(new SupportedSyntax.Relations(List.of(), Set.of()));

  private final SupportedSyntax.Relations relations;
  private final Set<SqlIdentifier> tables = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<SqlNode, String> names = new IdentityHashMap<>();
  private final List<Position> columns = new ArrayList<>();

  FieldPaths(SupportedSyntax.Relations relations) {
    this.relations = relations;
    tables.addAll(relations.tables());
  }

  /** The field that a name means, or the name itself. */
  SqlNode resolve(SqlIdentifier name) {
    List<String> parts = name.names;
    if (parts.size() < 2
        || name.isStar()
        || tables.contains(name)
        || relations.names().contains(parts.get(0))) {
      return name;
    }
    SqlParserPos position = name.getParserPosition();
    columns.add(StatementParser.position(position));
    SqlNode path = name.getComponent(0);
    for (int i = 1; i < parts.size(); i++) {
      path = SqlStdOperatorTable.ITEM.createCall(
          position, path, SqlLiteral.createCharString(parts.get(i), position));
    }
    names.put(path, parts.get(parts.size() - 1));
    return path;
  }

  /** The name of the last field of a path that {@link #resolve} made. */
  Optional<String> name(SqlNode path) {
    return Optional.ofNullable(names.get(path));
  }

  /** Whether a name without its table was taken for a column here. */
  boolean beginsAt(Position position) {
    return columns.contains(position);
  }
}
