package io.sluice.sql.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LikeExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LocatedExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.TryCastExpression;
import io.sluice.expression.TryExpression;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.ScalarFunctions;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlLiterals;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Row expressions as physical expressions over the columns of one schema. Immutable. */
public final class ExpressionTranslator {
  /** Functions that are a faster predicate where their pattern is constant. */
  private static final List<ScalarFunction> LIKE_FUNCTIONS = List.of(
      ScalarFunctions.BUILTIN.find("like").orElseThrow(),
      ScalarFunctions.BUILTIN.find("ilike").orElseThrow());

  private final RexBuilder builder;
  private final Schema input;
  private final FunctionTranslator functions;
  private final DateTimeTranslator dateTimes;

  public ExpressionTranslator(RexBuilder builder, Schema input) {
    this.builder = builder;
    this.input = input;
    this.functions = new FunctionTranslator(this);
    this.dateTimes = new DateTimeTranslator(this);
  }

  /**
   * The expression, of the type its row expression has.
   *
   * @throws SluiceException of code NOT_SUPPORTED for what no physical expression computes
   */
  public PhysicalExpression translate(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return column(reference.getIndex());
    }
    if (node instanceof RexLiteral constant) {
      return new LiteralExpression(SqlLiterals.toEngine(constant));
    }
    if (node instanceof RexCall call) {
      return call.pos.getLineNum() == SqlParserPos.ZERO.getLineNum()
          ? translateAnyCall(call)
          : located(call, StatementParser.position(call.pos));
    }
    if (node instanceof RexFieldAccess access) {
      return new NestedTranslator(this).field(access);
    }
    throw notSupported(node.getKind().lowerName);
  }

  public List<PhysicalExpression> translate(List<? extends RexNode> nodes) {
    return nodes.stream().map(this::translate).toList();
  }

  public ColumnExpression column(int index) {
    Field field = input.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  RexBuilder builder() {
    return builder;
  }

  static SluiceException notSupported(String what) {
    return new SluiceException(ErrorCode.NOT_SUPPORTED, "'" + what + "' is not supported");
  }

  private PhysicalExpression located(RexCall call, Position position) {
    try {
      return LocatedExpression.of(translateAnyCall(call), position);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(position) : e;
    }
  }

  private PhysicalExpression translateAnyCall(RexCall call) {
    if (call.getOperator().equals(TryOperator.INSTANCE)) {
      return new TryExpression(translate(call.getOperands().get(0)));
    }
    PhysicalExpression nested = new NestedTranslator(this).translate(call);
    return nested == null ? translateCall(call) : nested;
  }

  private PhysicalExpression translateCall(RexCall call) {
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND -> logical(LogicalOperator.AND, operands);
      case OR -> logical(LogicalOperator.OR, operands);
      case NOT -> negate(translate(operands.get(0)));
      case EQUALS -> comparison(ComparisonOperator.EQUAL, operands);
      case NOT_EQUALS -> comparison(ComparisonOperator.NOT_EQUAL, operands);
      case LESS_THAN -> comparison(ComparisonOperator.LESS, operands);
      case LESS_THAN_OR_EQUAL -> comparison(ComparisonOperator.LESS_OR_EQUAL, operands);
      case GREATER_THAN -> comparison(ComparisonOperator.GREATER, operands);
      case GREATER_THAN_OR_EQUAL -> comparison(ComparisonOperator.GREATER_OR_EQUAL, operands);
      case IS_DISTINCT_FROM -> comparison(ComparisonOperator.IS_DISTINCT_FROM, operands);
      case IS_NOT_DISTINCT_FROM -> comparison(ComparisonOperator.IS_NOT_DISTINCT_FROM, operands);
      case IS_NULL, IS_UNKNOWN -> new IsNullExpression(translate(operands.get(0)), false);
      case IS_NOT_NULL -> new IsNullExpression(translate(operands.get(0)), true);
      case IS_TRUE -> isTruth(operands.get(0), true, true);
      case IS_NOT_TRUE -> isTruth(operands.get(0), true, false);
      case IS_FALSE -> isTruth(operands.get(0), false, true);
      case IS_NOT_FALSE -> isTruth(operands.get(0), false, false);
      case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(call);
      case CASE -> caseOf(call);
      case COALESCE -> coalesce(call);
      case CAST -> Casts.cast(translate(operands.get(0)), SqlTypes.toEngine(call.getType()));
      case SAFE_CAST -> tryCast(call);
      case SEARCH -> new SearchTranslator(this).translate(call);
      case LIKE -> like(call);
      case SIMILAR -> pattern("similar_to", operands);
      default -> isLike(call) ? like(call) : functions.translate(call);
    };
  }

  private static boolean isLike(RexCall call) {
    return call.getOperator() instanceof ScalarOperator operator
        && LIKE_FUNCTIONS.contains(operator.function());
  }

  private PhysicalExpression logical(LogicalOperator operator, List<RexNode> operands) {
    return new LogicalExpression(operator, translate(operands));
  }

  private static PhysicalExpression negate(PhysicalExpression operand) {
    return operand instanceof LikeExpression like
        ? new LikeExpression(like.operand(), like.pattern(), like.escape(), !like.negated())
        : new NotExpression(operand);
  }

  private PhysicalExpression comparison(ComparisonOperator operator, List<RexNode> operands) {
    return compare(operator, translate(operands.get(0)), translate(operands.get(1)));
  }

  /** The comparison of two values, brought to one type first; DECIMALs may keep their digits. */
  static PhysicalExpression compare(
      ComparisonOperator operator, PhysicalExpression left, PhysicalExpression right) {
    DataType type = Casts.comparable(left.type(), right.type());
    if (type.kind() == TypeKind.INTERVAL) {
      return new ComparisonExpression(
          operator, DateTimeTranslator.length(left), DateTimeTranslator.length(right));
    }
    if (type instanceof DecimalType) {
      return new ComparisonExpression(operator, toDecimal(left), toDecimal(right));
    }
    return new ComparisonExpression(operator, Casts.cast(left, type), Casts.cast(right, type));
  }

  private static PhysicalExpression toDecimal(PhysicalExpression expression) {
    return Casts.cast(expression, Casts.decimal(expression.type()));
  }

  private PhysicalExpression isTruth(RexNode operand, boolean truth, boolean is) {
    return new ComparisonExpression(
        is ? ComparisonOperator.IS_NOT_DISTINCT_FROM : ComparisonOperator.IS_DISTINCT_FROM,
        translate(operand),
        new LiteralExpression(Literal.of(truth)));
  }

  private PhysicalExpression arithmetic(RexCall call) {
    if (isTemporal(call)
        || call.getOperands().stream().anyMatch(ExpressionTranslator::isTemporal)) {
      return dateTimes.translate(call);
    }
    PhysicalExpression left = translate(call.getOperands().get(0));
    PhysicalExpression right = translate(call.getOperands().get(1));
    return arithmetic(operator(call.getKind()), left, right, SqlTypes.toEngine(call.getType()));
  }

  private static boolean isTemporal(RexNode node) {
    SqlTypeName name = node.getType().getSqlTypeName();
    return SqlTypeName.DATETIME_TYPES.contains(name) || SqlTypeName.INTERVAL_TYPES.contains(name);
  }

  private static ArithmeticOperator operator(SqlKind kind) {
    return switch (kind) {
      case PLUS -> ArithmeticOperator.ADD;
      case MINUS -> ArithmeticOperator.SUBTRACT;
      case TIMES -> ArithmeticOperator.MULTIPLY;
      case DIVIDE -> ArithmeticOperator.DIVIDE;
      case MOD -> ArithmeticOperator.MODULO;
      default -> throw notSupported(kind.lowerName);
    };
  }

  /** Arithmetic with operands brought to the result's kind. A remainder may have a narrower type than the operands it is computed in. */
  static PhysicalExpression arithmetic(
      ArithmeticOperator operator,
      PhysicalExpression left,
      PhysicalExpression right,
      DataType type) {
    if (type instanceof DecimalType) {
      return new ArithmeticExpression(operator, toDecimal(left), toDecimal(right), type);
    }
    DataType wide =
        Casts.computed(Casts.comparable(type, Casts.comparable(left.type(), right.type())));
    if (wide instanceof DecimalType) {
      return Casts.cast(
          new ArithmeticExpression(operator, toDecimal(left), toDecimal(right), wide), type);
    }
    PhysicalExpression result =
        new ArithmeticExpression(operator, Casts.cast(left, wide), Casts.cast(right, wide), wide);
    return Casts.cast(result, type);
  }

  private PhysicalExpression caseOf(RexCall call) {
    DataType type = SqlTypes.toEngine(call.getType());
    List<CaseExpression.Branch> branches = new ArrayList<>();
    List<RexNode> operands = call.getOperands();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      branches.add(new CaseExpression.Branch(
          translate(operands.get(i)), Casts.cast(translate(operands.get(i + 1)), type)));
    }
    PhysicalExpression otherwise = Casts.cast(translate(operands.get(operands.size() - 1)), type);
    return new CaseExpression(branches, otherwise, type);
  }

  private PhysicalExpression coalesce(RexCall call) {
    DataType type = SqlTypes.toEngine(call.getType());
    List<PhysicalExpression> values = translate(call.getOperands());
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (PhysicalExpression value : values.subList(0, values.size() - 1)) {
      branches.add(
          new CaseExpression.Branch(new IsNullExpression(value, true), Casts.cast(value, type)));
    }
    return new CaseExpression(branches, Casts.cast(values.get(values.size() - 1), type), type);
  }

  private PhysicalExpression tryCast(RexCall call) {
    PhysicalExpression operand = translate(call.getOperands().get(0));
    DataType type = SqlTypes.toEngine(call.getType());
    return operand.type().equals(type) ? operand : new TryCastExpression(operand, type);
  }

  private PhysicalExpression like(RexCall call) {
    List<RexNode> operands = call.getOperands();
    boolean ignoresCase = call.getOperator().getName().equalsIgnoreCase("ILIKE");
    boolean isConstant = operands.subList(1, operands.size()).stream()
        .allMatch(operand -> operand instanceof RexLiteral constant && !constant.isNull());
    if (!isConstant) {
      return pattern(ignoresCase ? "ilike" : "like", operands);
    }
    String pattern = constantText(operands.get(1));
    String escape = operands.size() > 2 ? constantText(operands.get(2)) : "";
    PhysicalExpression text = translate(operands.get(0));
    if (!ignoresCase) {
      return new LikeExpression(text, pattern, escape, false);
    }
    return new LikeExpression(
        new FunctionExpression(
            BuiltinFunction.LOWER, List.of(Casts.cast(text, DataType.VARCHAR)), DataType.VARCHAR),
        pattern.toLowerCase(Locale.ROOT),
        escape.toLowerCase(Locale.ROOT),
        false);
  }

  /** A predicate of a text and a pattern that differs from row to row. */
  private PhysicalExpression pattern(String name, List<RexNode> operands) {
    return FunctionTranslator.call(
        ScalarFunctions.BUILTIN.find(name).orElseThrow(), translate(operands));
  }

  private static String constantText(RexNode node) {
    String text = ((RexLiteral) node).getValueAs(String.class);
    if (text == null) {
      throw new IllegalStateException("a pattern without a value");
    }
    return text;
  }
}
