package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.function.ScalarFunctions;
import io.sluice.sql.expression.ScalarOperator;
import io.sluice.sql.logical.PlanShuttle;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Puts the session's time zone into a plan: casts between TIMESTAMP WITH TIME ZONE and types without a zone become calls of functions that name the zone. What
 * casts its arguments only later is given casts here. The casts that stay are those of UTC.
 */
final class ZonedCasts extends PlanShuttle {
  private final RexBuilder builder;
  private final String zone;
  private final boolean isUtc;

  ZonedCasts(RexBuilder builder, ZoneId zone) {
    this.builder = builder;
    this.zone = zone.getId();
    this.isUtc = zone.getRules().equals(java.time.ZoneOffset.UTC.getRules());
  }

  RelNode in(RelNode plan) {
    return isUtc ? plan : rewrite(plan);
  }

  @Override
  protected RelNode rewriteNode(RelNode node) {
    return node instanceof SetOp set ? withInstants(set) : node;
  }

  /** Whether nothing changes. */
  boolean isUtc() {
    return isUtc;
  }

  /** Makes instants of columns of the inputs where the result has some. */
  private RelNode withInstants(SetOp set) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : set.getInputs()) {
      List<RexNode> columns = new ArrayList<>();
      boolean isChanged = false;
      for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
        RexNode column = builder.makeInputRef(input, i);
        RelDataType type = set.getRowType().getFieldList().get(i).getType();
        boolean differs = isInstant(type) != isInstant(column);
        columns.add(differs ? converted(column, type) : column);
        isChanged |= differs;
      }
      inputs.add(
          isChanged
              ? LogicalProject.create(
                  input, List.of(), columns, set.getRowType().getFieldNames(), Set.of())
              : input);
    }
    return set.copy(set.getTraitSet(), inputs);
  }

  RexNode in(RexNode expression) {
    return isUtc ? expression : expression.accept(this);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexCall visited = (RexCall) super.visitCall(call);
    List<RexNode> operands = visited.getOperands();
    return switch (visited.getKind()) {
      case CAST -> converted(operands.get(0), visited.getType());
      case SAFE_CAST -> tried(visited);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM -> compared(visited);
      case CASE, COALESCE -> chosen(visited);
      case PLUS, MINUS -> moved(visited);
      case EXTRACT -> with(visited, 1, SqlTypeName.TIMESTAMP);
      default -> called(visited);
    };
  }

  private static boolean isInstant(RexNode node) {
    return isInstant(node.getType());
  }

  private static boolean isInstant(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  /** A value as another type, on the clock of the zone where one of the types has none. */
  private RexNode converted(RexNode value, RelDataType type) {
    if (isInstant(value) == isInstant(type)) {
      if (!isInstant(type)) {
        checkParts(value.getType(), type);
      }
      return cast(value, type);
    }
    if (isInstant(value)) {
      return type.getSqlTypeName() == SqlTypeName.VARCHAR
          ? call("zoned_text", value)
          : cast(call("timezone", value), type);
    }
    return switch (value.getType().getSqlTypeName()) {
      case VARCHAR -> call("zoned_timestamp", value);
      case DATE, TIMESTAMP ->
        call("timezone", cast(value, type(SqlTypeName.TIMESTAMP, value.getType().isNullable())));
      default -> cast(value, type);
    };
  }

  /** Of nested values, only those without instants are cast. */
  private static void checkParts(RelDataType from, RelDataType to) {
    DataType source = SqlTypes.toEngine(from);
    DataType target = SqlTypes.toEngine(to);
    boolean isNested = source.isNested() || target.isNested();
    if (isNested && !source.equals(target) && (holdsInstant(source) || holdsInstant(target))) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "CAST from " + source + " to " + target + " needs the time_zone 'UTC'");
    }
  }

  private static boolean holdsInstant(DataType type) {
    return type.toString().contains(DataType.TIMESTAMP_TZ.toString());
  }

  private RexNode cast(RexNode value, RelDataType type) {
    return value.getType().equals(type) ? value : builder.makeAbstractCast(type, value, false);
  }

  /** TRY_CAST of a text asks whether it is a time before it is read; other casts do not fail. */
  private RexNode tried(RexCall call) {
    RexNode value = call.getOperands().get(0);
    if (isInstant(call) && value.getType().getSqlTypeName() == SqlTypeName.VARCHAR) {
      return builder.makeCall(
          SqlStdOperatorTable.CASE,
          builder.makeCall(SqlStdOperatorTable.IS_NULL, call),
          builder.makeNullLiteral(call.getType()),
          cast(call("zoned_timestamp", value), call.getType()));
    }
    return isInstant(value) == isInstant(call)
        ? call
        : cast(converted(value, call.getType()), call.getType());
  }

  private RexNode compared(RexCall call) {
    boolean isMixed = call.getOperands().stream().anyMatch(ZonedCasts::isInstant);
    return isMixed ? withInstants(call, 0, 1) : call;
  }

  private RexNode chosen(RexCall call) {
    if (!isInstant(call)) {
      return call;
    }
    int last = call.getOperands().size() - 1;
    return call.getKind() == SqlKind.CASE ? withInstants(call, 1, 2) : withInstants(call, last, 1);
  }

  /** Makes instants of operands from some place on, and of the last one. */
  private RexNode withInstants(RexCall call, int first, int step) {
    List<RexNode> operands = new ArrayList<>(call.getOperands());
    for (int i = 0; i < operands.size(); i++) {
      boolean isValue = call.getKind() != SqlKind.CASE
          || i == operands.size() - 1
          || i >= first && (i - first) % step == 0;
      SqlTypeName type = operands.get(i).getType().getSqlTypeName();
      if (isValue && (type == SqlTypeName.DATE || type == SqlTypeName.TIMESTAMP)) {
        operands.set(i, converted(operands.get(i), instant(operands.get(i))));
      }
    }
    return call.clone(call.getType(), operands);
  }

  private RelDataType instant(RexNode value) {
    return type(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, value.getType().isNullable());
  }

  private RelDataType type(SqlTypeName name, boolean isNullable) {
    return builder
        .getTypeFactory()
        .createTypeWithNullability(builder.getTypeFactory().createSqlType(name), isNullable);
  }

  /** Days and months are counted on the clock, hours and less are not. */
  private RexNode moved(RexCall call) {
    List<RexNode> operands = call.getOperands();
    int index = isInstant(operands.get(0)) ? 0 : 1;
    RexNode amount = operands.get(1 - index);
    if (!isInstant(call)
        || !isInstant(operands.get(index))
        || !SqlTypeName.INTERVAL_TYPES.contains(amount.getType().getSqlTypeName())) {
      return isInstant(call) || operands.stream().noneMatch(ZonedCasts::isInstant)
          ? call
          : withInstants(call, 0, 1);
    }
    return switch (amount.getType().getSqlTypeName()) {
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH, INTERVAL_DAY -> {
        List<RexNode> local = new ArrayList<>(operands);
        local.set(index, call("timezone", operands.get(index)));
        yield call("timezone", builder.makeCall(local.get(index).getType(), call.op, local));
      }
      case INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND -> call;
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "A TIMESTAMP WITH TIME ZONE is moved by days, by months or by hours here; intervals of several units need the time_zone 'UTC'");
    };
  }

  private RexNode with(RexCall call, int index, SqlTypeName type) {
    RexNode value = call.getOperands().get(index);
    if (!isInstant(value)) {
      return call;
    }
    List<RexNode> operands = new ArrayList<>(call.getOperands());
    operands.set(index, converted(value, type(type, value.getType().isNullable())));
    return call.clone(call.getType(), operands);
  }

  /** Arguments as functions take them. */
  private RexNode called(RexCall call) {
    List<DataType> wanted = new ArrayList<>();
    if (call.getOperator() instanceof ScalarOperator operator) {
      operator.parameterTypes(call).forEach(wanted::add);
    } else if (call.getOperator().getName().equals("||")
        || call.getOperator().getName().equalsIgnoreCase("CONCAT")) {
      call.getOperands().forEach(operand -> wanted.add(DataType.VARCHAR));
    } else {
      return call;
    }
    List<RexNode> operands = new ArrayList<>(call.getOperands());
    for (int i = 0; i < operands.size(); i++) {
      RexNode value = operands.get(i);
      boolean isWanted = wanted.get(i).kind() == TypeKind.TIMESTAMP_TZ;
      boolean hasZone = isInstant(value);
      if (hasZone != isWanted && value.getType().getSqlTypeName() != SqlTypeName.NULL) {
        RelDataType type = SqlTypes.toSql(
            builder.getTypeFactory(), wanted.get(i), value.getType().isNullable());
        operands.set(i, hasZone || isWanted ? converted(value, type) : value);
      }
    }
    return call.clone(call.getType(), operands);
  }

  private RexNode call(String function, RexNode value) {
    ScalarOperator operator =
        new ScalarOperator(function, ScalarFunctions.BUILTIN.find(function).orElseThrow());
    return builder.makeCall(operator, builder.makeLiteral(zone), value);
  }
}
