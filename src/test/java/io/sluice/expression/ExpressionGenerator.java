package io.sluice.expression;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes well-typed expressions over a schema that holds a column of each type. The same seed makes the same ones. */
final class ExpressionGenerator {
  private static final List<DataType> SIMPLE_TYPES = List.of(
      DataType.BOOLEAN,
      DataType.INTEGER,
      DataType.BIGINT,
      DataType.DOUBLE,
      DataType.VARCHAR,
      DataType.DATE,
      DataType.TIMESTAMP);

  private final Schema schema;
  private final Random random;

  ExpressionGenerator(Schema schema, long seed) {
    this.schema = schema;
    this.random = new Random(seed);
  }

  DataType type() {
    int choice = random.nextInt(SIMPLE_TYPES.size() + 2);
    return choice < SIMPLE_TYPES.size() ? SIMPLE_TYPES.get(choice) : decimal();
  }

  private DecimalType decimal() {
    List<DecimalType> types = List.of(
        DataType.decimal(5, 2),
        DataType.decimal(9, 0),
        DataType.decimal(15, 2),
        DataType.decimal(18, 6),
        DataType.decimal(19, 4),
        DataType.decimal(30, 3),
        DataType.decimal(38, 0),
        DataType.decimal(38, 10),
        DataType.decimal(38, 38));
    return types.get(random.nextInt(types.size()));
  }

  PhysicalExpression expression(DataType type, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(type);
    }
    int next = depth - 1;
    if (random.nextInt(8) == 0) {
      return cases(type, next);
    }
    if (random.nextInt(6) == 0) {
      return new CastExpression(expression(castable(type), next), type);
    }
    return switch (type.kind()) {
      case BOOLEAN -> condition(next);
      case INTEGER -> whole(type, next);
      case BIGINT -> random.nextInt(4) == 0 ? extract(next) : whole(type, next);
      case DOUBLE ->
        switch (random.nextInt(6)) {
          case 0 -> call(BuiltinFunction.SQRT, type, expression(type, next));
          case 1 -> rounding(type, type, next);
          default -> arithmetic(type, type, type, next);
        };
      case DECIMAL ->
        random.nextInt(6) == 0
            ? rounding(decimal(), type, next)
            : arithmetic(type, decimal(), decimal(), next);
      case VARCHAR -> text(next);
      case DATE, TIMESTAMP -> time(type, next);
      default -> leaf(type);
    };
  }

  /** A column or a constant. */
  private PhysicalExpression leaf(DataType type) {
    List<PhysicalExpression> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (field.type().equals(type)) {
        columns.add(new ColumnExpression(field.name(), i, type, field.nullable()));
      }
    }
    return columns.isEmpty() || random.nextInt(4) == 0
        ? new LiteralExpression(literal(type))
        : columns.get(random.nextInt(columns.size()));
  }

  Literal literal(DataType type) {
    return random.nextInt(10) == 0 ? Literal.ofNull(type) : value(type);
  }

  private Literal value(DataType type) {
    int number = random.nextInt(40) - 10;
    return new Literal(
        type,
        switch (type.kind()) {
          case BOOLEAN -> number % 2 == 0;
          case INTEGER -> random.nextInt(20) == 0 ? Integer.MAX_VALUE : number;
          case BIGINT -> random.nextInt(20) == 0 ? Long.MAX_VALUE : (long) number;
          case DOUBLE -> random.nextInt(20) == 0 ? Double.NaN : number * 0.5;
          case DATE -> 8_000 + number;
          case TIMESTAMP -> 1_600_000_000_000_000L + number * 40_000_000_000L;
          case DECIMAL -> BigDecimal.valueOf(number, ((DecimalType) type).scale());
          case VARCHAR ->
            List.of("", "1", " 12.5 ", "1998-09-02", "value 1", "vünï", "v", "😀a😀", "true", "-7")
                .get(Math.floorMod(number, 10));
          default -> throw new IllegalArgumentException("not generated: " + type);
        });
  }

  /** A type that has a cast to the given one. */
  private DataType castable(DataType to) {
    return switch (to.kind()) {
      case VARCHAR -> type();
      case DATE -> random.nextBoolean() ? DataType.TIMESTAMP : DataType.VARCHAR;
      case TIMESTAMP -> random.nextBoolean() ? DataType.DATE : DataType.VARCHAR;
      default ->
        List.of(
                DataType.BOOLEAN,
                DataType.INTEGER,
                DataType.BIGINT,
                DataType.DOUBLE,
                decimal(),
                decimal(),
                DataType.VARCHAR)
            .get(random.nextInt(7));
    };
  }

  private PhysicalExpression cases(DataType type, int depth) {
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      branches.add(
          new CaseExpression.Branch(expression(DataType.BOOLEAN, depth), expression(type, depth)));
    }
    return new CaseExpression(branches, expression(type, depth), type);
  }

  private PhysicalExpression condition(int depth) {
    DataType operandType = type();
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        List<PhysicalExpression> operands = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
          operands.add(expression(DataType.BOOLEAN, depth));
        }
        yield new LogicalExpression(
            random.nextBoolean() ? LogicalOperator.AND : LogicalOperator.OR, operands);
      }
      case 2 -> new NotExpression(expression(DataType.BOOLEAN, depth));
      case 3 -> new IsNullExpression(expression(operandType, depth), random.nextBoolean());
      case 4 -> {
        List<Literal> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
          values.add(literal(operandType));
        }
        yield new InListExpression(expression(operandType, depth), values, random.nextBoolean());
      }
      case 5 -> {
        List<String> patterns = List.of(
            "%", "v%", "%1", "%a%b%", "v_lu%", "_", "", "%ü%ï", "10!%%", "v%1", "%_😀", "%__1%");
        yield new LikeExpression(
            expression(DataType.VARCHAR, depth),
            patterns.get(random.nextInt(patterns.size())),
            "!",
            random.nextBoolean());
      }
      default -> {
        DataType rightType = operandType instanceof DecimalType ? decimal() : operandType;
        ComparisonOperator[] operators = ComparisonOperator.values();
        yield new ComparisonExpression(
            operators[random.nextInt(operators.length)],
            expression(operandType, depth),
            expression(rightType, depth));
      }
    };
  }

  private PhysicalExpression whole(DataType type, int depth) {
    if (random.nextInt(5) == 0) {
      return rounding(type, type, depth);
    }
    if (type.equals(DataType.INTEGER) && random.nextInt(5) == 0) {
      return random.nextBoolean()
          ? call(BuiltinFunction.CHAR_LENGTH, type, expression(DataType.VARCHAR, depth))
          : call(
              BuiltinFunction.POSITION,
              type,
              expression(DataType.VARCHAR, 0),
              expression(DataType.VARCHAR, depth));
    }
    return arithmetic(type, type, type, depth);
  }

  private PhysicalExpression rounding(DataType from, DataType type, int depth) {
    PhysicalExpression operand = expression(from, depth);
    boolean isSameType = from.equals(type);
    return switch (random.nextInt(isSameType ? 5 : 3)) {
      case 0 -> call(BuiltinFunction.FLOOR, type, operand);
      case 1 -> call(BuiltinFunction.CEIL, type, operand);
      case 2 ->
        call(
            BuiltinFunction.ROUND,
            type,
            operand,
            new LiteralExpression(Literal.of(random.nextInt(7) - 3)));
      case 3 -> call(BuiltinFunction.NEGATE, type, operand);
      default -> call(BuiltinFunction.ABS, type, operand);
    };
  }

  private PhysicalExpression arithmetic(DataType type, DataType left, DataType right, int depth) {
    ArithmeticOperator[] operators = ArithmeticOperator.values();
    return new ArithmeticExpression(
        operators[random.nextInt(operators.length)],
        expression(left, depth),
        expression(right, depth),
        type);
  }

  private PhysicalExpression extract(int depth) {
    List<BuiltinFunction> functions = List.of(
        BuiltinFunction.EXTRACT_YEAR,
        BuiltinFunction.EXTRACT_QUARTER,
        BuiltinFunction.EXTRACT_MONTH,
        BuiltinFunction.EXTRACT_DAY,
        BuiltinFunction.EXTRACT_DAY_OF_WEEK,
        BuiltinFunction.EXTRACT_DAY_OF_YEAR,
        BuiltinFunction.EXTRACT_HOUR,
        BuiltinFunction.EXTRACT_MINUTE,
        BuiltinFunction.EXTRACT_SECOND,
        BuiltinFunction.DAYS_BETWEEN);
    BuiltinFunction function = functions.get(random.nextInt(functions.size()));
    if (function == BuiltinFunction.DAYS_BETWEEN) {
      return call(
          function,
          DataType.BIGINT,
          expression(DataType.DATE, depth),
          expression(DataType.DATE, depth));
    }
    DataType from = random.nextBoolean() ? DataType.DATE : DataType.TIMESTAMP;
    return call(function, DataType.BIGINT, expression(from, depth));
  }

  private PhysicalExpression text(int depth) {
    DataType type = DataType.VARCHAR;
    PhysicalExpression operand = expression(type, depth);
    return switch (random.nextInt(7)) {
      case 0 -> call(BuiltinFunction.LOWER, type, operand);
      case 1 -> call(BuiltinFunction.UPPER, type, operand);
      case 2 -> call(BuiltinFunction.TRIM, type, operand);
      case 3 ->
        call(
            BuiltinFunction.SUBSTRING,
            type,
            operand,
            expression(DataType.INTEGER, 0),
            new LiteralExpression(Literal.of(random.nextInt(12) - 1)));
      case 4 -> call(BuiltinFunction.SUBSTRING, type, operand, expression(DataType.INTEGER, 0));
      case 5 -> call(BuiltinFunction.CONCAT, type, operand, expression(type, 0));
      default ->
        call(BuiltinFunction.REPLACE, type, operand, expression(type, 0), expression(type, 0));
    };
  }

  private PhysicalExpression time(DataType type, int depth) {
    BuiltinFunction function = switch (random.nextInt(type.equals(DataType.DATE) ? 2 : 3)) {
      case 0 -> BuiltinFunction.ADD_MONTHS;
      case 1 -> BuiltinFunction.ADD_DAYS;
      default -> BuiltinFunction.ADD_MICROS;
    };
    return call(function, type, expression(type, depth), expression(DataType.BIGINT, 0));
  }

  private static PhysicalExpression call(
      BuiltinFunction function, DataType type, PhysicalExpression... arguments) {
    return new FunctionExpression(function, List.of(arguments), type);
  }
}
