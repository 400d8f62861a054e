package io.sluice.sql.dialect;

import io.sluice.sql.tree.Trees;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A sample of so many rows, or of exactly so many of a hundred: the first in a random order. With a seed it is the order of the rows' hashes, which is the same in every run and for any number of workers. */
final class RowSamples {
  static final String OPERATOR = "ROW SAMPLE";

  private static final String NO_ALIAS = "sampled";

  private RowSamples() {}

  /**
   * @param sample the table, the size and the seed, which may be missing
   */
  static SqlNode expand(SqlCall sample) {
    SqlParserPos position = sample.getParserPosition();
    SqlNode table = sample.operand(0);
    SqlNode seed = sample.getOperandList().get(2);
    String alias = Trees.alias(table);
    SqlNode named = alias == null ? Trees.as(table, NO_ALIAS) : table;
    SqlNode query = new SqlOrderBy(
        position,
        Trees.selectAll(named, position),
        SqlNodeList.of(key(seed, alias == null ? NO_ALIAS : alias, position)),
        null,
        sample.operand(1));
    return alias == null ? query : Trees.as(query, alias);
  }

  private static SqlNode key(@Nullable SqlNode seed, String alias, SqlParserPos position) {
    return seed == null
        ? Trees.call("random", position, List.of())
        : Trees.call("hash", position, List.of(new SqlIdentifier(alias, position), seed));
  }
}
