package io.sluice.sql.validation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** The names of columns in expressions, outside of their sub-queries. */
final class ColumnReferences {
  private ColumnReferences() {}

  /** The names that are neither stars nor functions without brackets, in the order in which they stand. */
  static List<SqlIdentifier> in(List<SqlNode> expressions, SqlValidator validator) {
    List<SqlIdentifier> names = new ArrayList<>();
    SqlBasicVisitor<Void> visitor = new SqlBasicVisitor<>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          return null;
        }
        return OutputAliases.isWithName(call) ? call.operand(0).accept(this) : super.visit(call);
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

      @Override
      public @Nullable Void visit(SqlIdentifier name) {
        if (!name.isStar() && validator.makeNullaryCall(name) == null) {
          names.add(name);
        }
        return null;
      }
    };
    for (SqlNode expression : expressions) {
      expression.accept(visitor);
    }
    return names;
  }
}
