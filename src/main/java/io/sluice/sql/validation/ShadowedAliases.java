package io.sluice.sql.validation;

import io.sluice.sql.tree.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Gives tables of sub-queries whose alias a query around them has, too, an alias of their own: the validator writes columns with their tables, and would take the nearer table for the one around. The tree is changed. Serves
 * one query.
 */
final class ShadowedAliases extends SqlShuttle {
  /** The aliases of each block around, and what they are called now. */
  private final Deque<Map<String, String>> blocks = new ArrayDeque<>();

  private int count;

  /** Whether there was such an alias. */
  boolean isAny() {
    return count > 0;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (!(call instanceof SqlSelect select) || select.getFrom() == null) {
      return super.visit(call);
    }
    Map<String, String> aliases = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    select.setFrom(renamed(select.getFrom(), aliases));
    blocks.push(aliases);
    SqlNode visited = super.visit(select);
    blocks.pop();
    return visited;
  }

  private SqlNode renamed(SqlNode relation, Map<String, String> aliases) {
    if (relation instanceof SqlJoin join) {
      join.setLeft(renamed(join.getLeft(), aliases));
      join.setRight(renamed(join.getRight(), aliases));
      return join;
    }
    if (relation.getKind() == SqlKind.AS) {
      SqlCall named = (SqlCall) relation;
      SqlIdentifier alias = named.operand(1);
      named.setOperand(
          1, new SqlIdentifier(added(alias.getSimple(), aliases), alias.getParserPosition()));
    } else if (relation instanceof SqlIdentifier table) {
      String name = table.names.get(table.names.size() - 1);
      String alias = added(name, aliases);
      if (!alias.equals(name)) {
        return Trees.as(table, alias);
      }
    }
    return relation;
  }

  private String added(String alias, Map<String, String> aliases) {
    boolean isShadowing = blocks.stream().anyMatch(block -> block.containsKey(alias));
    String name = isShadowing ? alias + "#" + ++count : alias;
    aliases.put(alias, name);
    return name;
  }

  /** A column of the nearest table of its qualifier. Names of tables have no such qualifier, as schemas are none. */
  @Override
  public SqlNode visit(SqlIdentifier name) {
    if (name.names.size() != 2) {
      return name;
    }
    for (Map<String, String> block : blocks) {
      String alias = block.get(name.names.get(0));
      if (alias != null) {
        return alias.equals(name.names.get(0)) ? name : name.setName(0, alias);
      }
    }
    return name;
  }
}
