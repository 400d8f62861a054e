package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.parser.SyntaxText;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.ddl.SqlCheckConstraint;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Conditions of CHECK: reads them, and asks them of rows. */
public final class Checks {
  private Checks() {}

  /**
   * The condition of a constraint, which must be one that the table's columns can answer.
   *
   * @param sql the text of the statement
   */
  static CheckDefinition define(
      SqlCheckConstraint constraint,
      TableDefinition table,
      String sql,
      Supplier<Analyzer> analyzers) {
    List<SqlNode> operands = constraint.getOperandList();
    SqlNode condition = operands.get(1);
    String text = new SyntaxText(sql).of(condition);
    check(condition, table, sql, analyzers, true);
    return new CheckDefinition(
        Optional.ofNullable((SqlIdentifier) operands.get(0)).map(SqlIdentifier::getSimple), text);
  }

  /**
   * Looks whether an expression of a definition reads the columns of one row of a table only.
   *
   * @throws SluiceException of a USER code, with the position
   */
  static void check(
      SqlNode expression,
      TableDefinition table,
      String sql,
      Supplier<Analyzer> analyzers,
      boolean isCondition) {
    Analyzer analyzer = analyzers.get();
    if (SqlUtil.containsCall(expression, call -> isRefused(call, analyzer))) {
      throw TableElements.error(
          ErrorCode.NOT_SUPPORTED,
          "An expression over the columns of one row stands here, without sub-queries, aggregates and windows",
          expression);
    }
    SqlNode asked = isCondition ? isBroken(expression) : expression;
    SqlNode row = Trees.as(emptyRow(table), table.name());
    analyzer.analyze(Syntax.select(List.of(TreeCopy.of(asked)), row), sql);
  }

  private static boolean isRefused(SqlCall call, Analyzer analyzer) {
    return call.isA(SqlKind.QUERY)
        || call.getKind() == SqlKind.OVER
        || analyzer.isAggregate(call.getOperator().getName());
  }

  private static SqlNode emptyRow(TableDefinition table) {
    List<SqlNode> items = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      items.add(Trees.as(
          DefaultValue.cast(SqlLiteral.createNull(SqlParserPos.ZERO), column),
          column.field().name()));
    }
    return Syntax.select(items, null);
  }

  private static SqlNode isBroken(SqlNode condition) {
    return SqlStdOperatorTable.IS_FALSE.createCall(condition.getParserPosition(), condition);
  }

  /** One row that tells of each condition of a table whether any of its rows breaks it: {@code SELECT bool_or(condition IS FALSE), ... FROM table}. */
  public static SqlNode query(TableDefinition table) {
    List<SqlNode> items = new ArrayList<>();
    for (CheckDefinition check : table.checks()) {
      items.add(Trees.call("bool_or", isBroken(StoredExpression.parse(check.sql()))));
    }
    return Syntax.select(items, new SqlIdentifier(table.name(), SqlParserPos.ZERO));
  }

  /** The columns of a table that an expression names, in ascending order. */
  static List<Integer> columns(SqlNode expression, TableDefinition table) {
    TreeSet<Integer> columns = new TreeSet<>();
    expression.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlIdentifier name) {
        for (int i = 0; i < table.columns().size(); i++) {
          String column = table.columns().get(i).field().name();
          if (name.names.stream().anyMatch(column::equalsIgnoreCase)) {
            columns.add(i);
          }
        }
        return null;
      }

      @Override
      public @Nullable Void visit(SqlNodeList list) {
        list.forEach(node -> {
          if (node != null) {
            node.accept(this);
          }
        });
        return null;
      }
    });
    return List.copyOf(columns);
  }

  /** Whether a condition of a table names the table itself. */
  static boolean name(TableDefinition table) {
    AtomicBoolean isNamed = new AtomicBoolean();
    for (CheckDefinition check : table.checks()) {
      StoredExpression.parse(check.sql()).accept(new SqlBasicVisitor<@Nullable Void>() {
        @Override
        public @Nullable Void visit(SqlIdentifier name) {
          if (name.names.size() > 1 && name.names.get(0).equalsIgnoreCase(table.name())) {
            isNamed.set(true);
          }
          return null;
        }
      });
    }
    return isNamed.get();
  }

  /** Whether a condition of a table names one of its columns. */
  static boolean areAbout(TableDefinition table, int column) {
    return table.checks().stream()
        .anyMatch(check -> columns(StoredExpression.parse(check.sql()), table).contains(column));
  }

  /** What to tell of a condition that a row breaks. */
  public static SluiceException broken(TableDefinition table, CheckDefinition check) {
    return new SluiceException(
        ErrorCode.CONSTRAINT_VIOLATION,
        "A row of table '%s' would break %sCHECK (%s)"
            .formatted(
                table.name(),
                check.name().map(name -> "constraint '" + name + "': ").orElse(""),
                check.sql()));
  }
}
