package io.sluice.sql.validation;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeName;

/** Between which types CAST is allowed: as in the standard, from BOOLEAN to all numbers, and from every interval to the type of all intervals. */
final class ExplicitCasts {
  static final SqlTypeCoercionRule RULES = rules();

  private ExplicitCasts() {}

  private static SqlTypeCoercionRule rules() {
    Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources =
        new HashMap<>(SqlTypeCoercionRule.lenientInstance().getTypeMapping());
    for (SqlTypeName number : SqlTypeName.NUMERIC_TYPES) {
      sources.computeIfPresent(
          number,
          (name, types) -> ImmutableSet.<SqlTypeName>builder()
              .addAll(types)
              .add(SqlTypeName.BOOLEAN)
              .build());
    }
    sources.computeIfPresent(
        SqlTypeName.INTERVAL_DAY_SECOND,
        (name, types) -> ImmutableSet.<SqlTypeName>builder()
            .addAll(types)
            .addAll(SqlTypeName.INTERVAL_TYPES)
            .build());
    return SqlTypeCoercionRule.instance(sources);
  }
}
