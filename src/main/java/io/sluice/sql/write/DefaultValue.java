package io.sluice.sql.write;

import static java.util.Objects.requireNonNull;

import io.sluice.extension.write.ColumnDefinition;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SluiceTypeFactory;
import io.sluice.sql.type.SqlTypes;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** What a column holds where a statement gives it no value. */
final class DefaultValue {
  private DefaultValue() {}

  /** The column's DEFAULT, or NULL. */
  static SqlNode of(ColumnDefinition column) {
    return cast(column.defaultSql().map(DefaultValue::parse).orElseGet(DefaultValue::none), column);
  }

  private static SqlNode none() {
    return SqlLiteral.createNull(SqlParserPos.ZERO);
  }

  private static SqlNode parse(String sql) {
    SqlSelect select = (SqlSelect) StatementParser.parse("SELECT " + sql).get(0);
    return requireNonNull(select.getSelectList().get(0).accept(new PositionEraser()));
  }

  /** The text is not the statement's: errors must not point into it. */
  private static final class PositionEraser extends SqlShuttle {
    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      SqlNode visited = super.visit(call);
      return visited == null ? null : visited.clone(SqlParserPos.ZERO);
    }
  }

  /** A value as the column takes it. */
  static SqlNode cast(SqlNode value, ColumnDefinition column) {
    return Syntax.cast(
        value,
        SqlTypeUtil.convertTypeToSpec(
                SqlTypes.toSql(new SluiceTypeFactory(), column.field().type(), true))
            .withNullable(null));
  }
}
