package io.sluice.sql.tree;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Builds a SELECT clause by clause, each of which replaces one of the same name. A clause that is null, or not given, is not there. */
public final class SelectBuilder {
  private final SqlParserPos position;
  private final SqlNodeList items;
  private @Nullable SqlNode from;
  private @Nullable SqlNode where;
  private @Nullable SqlNodeList groupBy;

  private SelectBuilder(SqlParserPos position, SqlNodeList items) {
    this.position = position;
    this.items = items;
  }

  /** @param position of the SELECT and the list of its items */
  public static SelectBuilder select(SqlParserPos position, List<? extends SqlNode> items) {
    return new SelectBuilder(position, new SqlNodeList(items, position));
  }

  /** @param position of the SELECT and the list of its items */
  public static SelectBuilder select(SqlParserPos position, SqlNode... items) {
    return select(position, List.of(items));
  }

  public SelectBuilder from(@Nullable SqlNode relation) {
    from = relation;
    return this;
  }

  public SelectBuilder where(@Nullable SqlNode condition) {
    where = condition;
    return this;
  }

  public SelectBuilder groupBy(SqlNode... keys) {
    groupBy = new SqlNodeList(List.of(keys), position);
    return this;
  }

  public SqlSelect build() {
    return new SqlSelect(
        position, null, items, from, where, groupBy, null, null, null, null, null, null, null);
  }
}
