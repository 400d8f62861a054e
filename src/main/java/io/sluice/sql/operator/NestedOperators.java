package io.sluice.sql.operator;

import io.sluice.expression.NestedFunction;
import io.sluice.sql.expression.NestedOperator;
import io.sluice.sql.logical.UnnestFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/** The functions of ARRAYs and MAPs by the names that users of other engines write. */
public final class NestedOperators {
  private static final List<SqlOperator> OPERATORS = new ArrayList<>();
  private static final Set<String> NAMES = new TreeSet<>();

  static {
    add(
        NestedFunction.ARRAY,
        -1,
        NestedOperators::list,
        "LIST_VALUE",
        "LIST_PACK",
        "ARRAY_VALUE",
        "MAKE_ARRAY");
    add(NestedFunction.FROM_ARRAYS, -1, NestedOperators::map, "MAP_FROM_ARRAYS");
    add(NestedFunction.CARDINALITY, 1, NestedOperators::length, "LEN", "LENGTH");
    add(
        NestedFunction.CARDINALITY,
        1,
        NestedOperators::bigint,
        "CARDINALITY",
        "ARRAY_LENGTH",
        "LIST_LENGTH");
    add(
        NestedFunction.ELEMENT,
        2,
        NestedOperators::element,
        "ELEMENT_AT",
        "LIST_ELEMENT",
        "LIST_EXTRACT",
        "ARRAY_EXTRACT",
        "MAP_EXTRACT_VALUE");
    add(
        NestedFunction.CONTAINS,
        2,
        NestedOperators::truth,
        "CONTAINS",
        "LIST_CONTAINS",
        "ARRAY_CONTAINS",
        "LIST_HAS",
        "ARRAY_HAS");
    add(
        NestedFunction.POSITION,
        2,
        NestedOperators::bigint,
        "ARRAY_POSITION",
        "LIST_POSITION",
        "LIST_INDEXOF",
        "ARRAY_INDEXOF");
    add(
        NestedFunction.CONCAT,
        -1,
        NestedOperators::common,
        "ARRAY_CONCAT",
        "LIST_CONCAT",
        "ARRAY_CAT",
        "LIST_CAT");
    add(
        NestedFunction.APPEND,
        2,
        NestedOperators::appended,
        "LIST_APPEND",
        "ARRAY_APPEND",
        "ARRAY_PUSH_BACK");
    add(NestedFunction.PREPEND, 2, NestedOperators::prepended, "LIST_PREPEND", "ARRAY_PREPEND");
    add(NestedFunction.SLICE, -1, NestedOperators::slice, "ARRAY_SLICE", "LIST_SLICE");
    add(NestedFunction.SORT, -1, NestedOperators::sorted, "ARRAY_SORT", "LIST_SORT");
    add(
        NestedFunction.REVERSE_SORT,
        -1,
        NestedOperators::sortedDown,
        "ARRAY_REVERSE_SORT",
        "LIST_REVERSE_SORT");
    add(NestedFunction.REVERSE, 1, NestedOperators::same, "ARRAY_REVERSE", "LIST_REVERSE");
    add(NestedFunction.DISTINCT, 1, NestedOperators::same, "ARRAY_DISTINCT", "LIST_DISTINCT");
    add(NestedFunction.MIN, 1, NestedOperators::component, "ARRAY_MIN", "LIST_MIN");
    add(NestedFunction.MAX, 1, NestedOperators::component, "ARRAY_MAX", "LIST_MAX");
    add(
        NestedFunction.JOIN,
        -1,
        NestedOperators::text,
        "ARRAY_JOIN",
        "ARRAY_TO_STRING",
        "LIST_TO_STRING");
    add(NestedFunction.FLATTEN, 1, NestedOperators::flattened, "FLATTEN");
    add(NestedFunction.SEQUENCE, -1, NestedOperators::numbers, "SEQUENCE");
    add(NestedFunction.KEYS, 1, NestedOperators::keys, "MAP_KEYS");
    add(NestedFunction.VALUES, 1, NestedOperators::values, "MAP_VALUES");
    add(NestedFunction.ENTRIES, 1, NestedOperators::entries, "MAP_ENTRIES");
    OPERATORS.add(UnnestFunction.INSTANCE);
    NAMES.add(UnnestFunction.INSTANCE.getName());
  }

  static final SqlOperatorTable TABLE = SqlOperatorTables.chain(
      SqlOperatorTables.of(OPERATORS), SqlOperatorTables.of(new SubscriptOperator()));

  private NestedOperators() {}

  /** Whether a function of a name in capital letters is one of arrays or maps. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }

  private static void add(
      NestedFunction function, int count, NestedOperator.Typing typing, String... names) {
    for (String name : names) {
      OPERATORS.add(new NestedOperator(name, function, count, typing));
      NAMES.add(name);
    }
  }

  private static @Nullable RelDataType bigint(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return isArray(arguments) || isMap(arguments) ? types.createSqlType(SqlTypeName.BIGINT) : null;
  }

  private static @Nullable RelDataType truth(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return isArray(arguments) ? types.createSqlType(SqlTypeName.BOOLEAN) : null;
  }

  private static @Nullable RelDataType text(RelDataTypeFactory types, List<RelDataType> arguments) {
    if (arguments.size() != 2 && arguments.size() != 3) {
      return null;
    }
    boolean areTaken =
        arguments.subList(1, arguments.size()).stream().allMatch(NestedOperators::isText);
    return isArray(arguments) && areTaken ? types.createSqlType(SqlTypeName.VARCHAR) : null;
  }

  private static @Nullable RelDataType list(RelDataTypeFactory types, List<RelDataType> arguments) {
    RelDataType element = arguments.isEmpty()
        ? types.createSqlType(SqlTypeName.NULL)
        : types.leastRestrictive(arguments);
    return element == null
        ? null
        : types.createArrayType(types.createTypeWithNullability(element, true), -1);
  }

  /** Of an ARRAY of keys and one of values, or without arguments. */
  private static @Nullable RelDataType map(RelDataTypeFactory types, List<RelDataType> arguments) {
    if (arguments.isEmpty()) {
      RelDataType none = types.createSqlType(SqlTypeName.NULL);
      return types.createMapType(none, none);
    }
    if (arguments.size() != 2) {
      return null;
    }
    RelDataType key = arguments.get(0).getComponentType();
    RelDataType value = arguments.get(1).getComponentType();
    return key == null || value == null
        ? null
        : types.createMapType(
            types.createTypeWithNullability(key, false),
            types.createTypeWithNullability(value, true));
  }

  private static @Nullable RelDataType length(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return SqlTypeUtil.isCharacter(arguments.get(0))
        ? types.createSqlType(SqlTypeName.BIGINT)
        : bigint(types, arguments);
  }

  private static @Nullable RelDataType slice(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    if (arguments.size() != 3 && arguments.size() != 4) {
      return null;
    }
    return SqlTypeUtil.isCharacter(arguments.get(0)) ? arguments.get(0) : same(types, arguments);
  }

  private static @Nullable RelDataType appended(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return isArray(arguments) ? extended(types, arguments.get(0), arguments.get(1)) : null;
  }

  private static @Nullable RelDataType prepended(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return arguments.get(1).getSqlTypeName() == SqlTypeName.ARRAY
        ? extended(types, arguments.get(1), arguments.get(0))
        : null;
  }

  private static @Nullable RelDataType extended(
      RelDataTypeFactory types, RelDataType array, RelDataType element) {
    RelDataType component = array.getComponentType();
    return component == null ? null : list(types, List.of(component, element));
  }

  private static @Nullable RelDataType same(RelDataTypeFactory types, List<RelDataType> arguments) {
    return isArray(arguments) ? arguments.get(0) : null;
  }

  /** An ARRAY, how it is ordered, and where its NULLs are. */
  private static @Nullable RelDataType sorted(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    boolean areTaken = arguments.size() <= 3
        && arguments.subList(1, arguments.size()).stream().allMatch(NestedOperators::isText);
    return areTaken ? same(types, arguments) : null;
  }

  private static @Nullable RelDataType sortedDown(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return arguments.size() <= 2 ? sorted(types, arguments) : null;
  }

  private static boolean isText(RelDataType type) {
    return SqlTypeUtil.isCharacter(type) || type.getSqlTypeName() == SqlTypeName.NULL;
  }

  /** Of ARRAYs, some of which may be NULL. */
  private static @Nullable RelDataType common(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    boolean areArrays = !arguments.isEmpty()
        && arguments.stream()
            .allMatch(type -> type.getSqlTypeName() == SqlTypeName.ARRAY
                || type.getSqlTypeName() == SqlTypeName.NULL);
    RelDataType common = areArrays ? types.leastRestrictive(arguments) : null;
    return common != null && common.getSqlTypeName() == SqlTypeName.NULL
        ? types.createArrayType(common, -1)
        : common;
  }

  private static @Nullable RelDataType component(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return arguments.get(0).getComponentType();
  }

  /** An ARRAY of ARRAYs without one; of NULLs alone it stays what it is. */
  private static @Nullable RelDataType flattened(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    RelDataType component = arguments.get(0).getComponentType();
    if (component == null) {
      return null;
    }
    return switch (component.getSqlTypeName()) {
      case ARRAY -> component;
      case NULL -> arguments.get(0);
      default -> null;
    };
  }

  private static @Nullable RelDataType element(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    return isMap(arguments) ? arguments.get(0).getValueType() : arguments.get(0).getComponentType();
  }

  private static @Nullable RelDataType numbers(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    boolean areWhole = arguments.stream()
        .allMatch(argument -> SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName()));
    return areWhole && (arguments.size() == 2 || arguments.size() == 3)
        ? types.createArrayType(types.createSqlType(SqlTypeName.BIGINT), -1)
        : null;
  }

  private static @Nullable RelDataType keys(RelDataTypeFactory types, List<RelDataType> arguments) {
    RelDataType key = arguments.get(0).getKeyType();
    return key == null ? null : types.createArrayType(key, -1);
  }

  private static @Nullable RelDataType values(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    RelDataType value = arguments.get(0).getValueType();
    return value == null ? null : types.createArrayType(value, -1);
  }

  private static @Nullable RelDataType entries(
      RelDataTypeFactory types, List<RelDataType> arguments) {
    RelDataType key = arguments.get(0).getKeyType();
    RelDataType value = arguments.get(0).getValueType();
    return key == null || value == null
        ? null
        : types.createArrayType(
            types.builder().add("key", key).add("value", value).build(), -1);
  }

  private static boolean isArray(List<RelDataType> arguments) {
    return arguments.get(0).getSqlTypeName() == SqlTypeName.ARRAY;
  }

  private static boolean isMap(List<RelDataType> arguments) {
    return arguments.get(0).getSqlTypeName() == SqlTypeName.MAP;
  }
}
