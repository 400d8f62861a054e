package io.sluice.function;

import io.sluice.expression.HashMixing;
import io.sluice.expression.RowFunction;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.Conversions;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions that choose among their arguments, or tell what they are. */
final class ConditionalFunctions {
  private static final String CATEGORY = "conditional";
  private static final Set<TypeKind> COMPARED_BY_BYTES =
      EnumSet.of(TypeKind.INTERVAL, TypeKind.UUID, TypeKind.VARBINARY);

  private static final String VERSION = Optional.ofNullable(
          ConditionalFunctions.class.getPackage().getImplementationVersion())
      .orElse("development");

  /** Those of no other value. */
  private static final byte[] NULL_BYTES = new byte[64];

  private ConditionalFunctions() {}

  static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "greatest")
            .says(
                "The largest of the values that are not NULL; NULL when all are.",
                "greatest(1, 3, NULL) is 3")
            .form("greatest(value, ...)", types -> extreme(types, 1))
            .build(),
        ScalarDefinition.named(CATEGORY, "least")
            .says(
                "The smallest of the values that are not NULL; NULL when all are.",
                "least(1, 3, NULL) is 1")
            .form("least(value, ...)", types -> extreme(types, -1))
            .build(),
        ScalarDefinition.named(CATEGORY, "typeof")
            .says("The name of a value's type.", "typeof(1.5) is DECIMAL(2,1)")
            .form(
                "typeof(value)",
                types -> types.size() == 1
                    ? Optional.of(ScalarImplementation.ofRows(
                        types, DataType.VARCHAR, Nulls.SEEN, row -> types.get(0).toString()))
                    : Optional.empty())
            .build(),
        ScalarDefinition.named(CATEGORY, "version")
            .says("The version of Sluice, 'development' outside of its jar.", "")
            .form(
                "version()",
                types -> types.isEmpty()
                    ? Optional.of(ScalarImplementation.ofRows(
                        types, DataType.VARCHAR, Nulls.STRICT, row -> VERSION))
                    : Optional.empty())
            .build(),
        ScalarDefinition.named(CATEGORY, "hash")
            .says(
                "A BIGINT that is the same for equal values of a type, NULL among them, in every query.",
                "")
            .form("hash(value, ...)", ConditionalFunctions::hash)
            .build());
  }

  private static Optional<ScalarImplementation> hash(List<DataType> types) {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(types, DataType.BIGINT, Nulls.SEEN, row -> {
      long hash = types.size();
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        byte[] bytes = value == null ? NULL_BYTES : ValueBytes.encode(types.get(i), value);
        hash = HashMixing.mix(hash * 31 + HashMixing.hash(bytes, 0, bytes.length));
      }
      return hash;
    }));
  }

  private static Optional<ScalarImplementation> extreme(List<DataType> types, int sign) {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    return Conversions.common(types)
        .map(common -> ScalarImplementation.ofRows(
            Collections.nCopies(types.size(), common), common, Nulls.SEEN, extreme(common, sign)));
  }

  private static RowFunction extreme(DataType type, int sign) {
    boolean isComparedByBytes = type.isNested() || COMPARED_BY_BYTES.contains(type.kind());
    Comparator<Object> order = isComparedByBytes
        ? Comparator.comparing(value -> ValueBytes.encode(type, value), Arrays::compareUnsigned)
        : ConditionalFunctions::compare;
    return values -> {
      @Nullable Object best = null;
      for (Object value : values) {
        if (value != null && (best == null || order.compare(value, best) * sign > 0)) {
          best = value;
        }
      }
      return best;
    };
  }

  /** Texts by code point, NaN as the largest number and equal to itself. */
  private static int compare(Object left, Object right) {
    if (left instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
    }
    if (left instanceof Double number) {
      double zeroed = number + 0.0;
      return Double.compare(zeroed, (Double) right + 0.0);
    }
    @SuppressWarnings("unchecked")
    Comparable<Object> comparable = (Comparable<Object>) left;
    return comparable.compareTo(right);
  }
}
