package io.sluice.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.PlanMessage;
import io.sluice.codec.proto.SchemaMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.function.FunctionRegistry;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * Plans to bytes and back. The engine's own nodes are messages of {@code plan.proto}, those of extensions go through their codecs. Immutable,
 * thread-safe.
 */
public final class PlanCodec {
  private static final int MAX_PLAN_BYTES = 64 << 20;

  /** A plan's nodes, an expression in the deepest, and the few messages around both. */
  private static final int MAX_NESTING = 2 * Depth.MAX + 10;

  private final ExtensionCodecs extensions;
  private final FunctionRegistry functions;
  private final CodecContext context = new EngineContext();

  /** A codec of plans with the engine's own functions only. */
  public PlanCodec(List<PhysicalExtensionCodec<?>> extensionCodecs) {
    this(extensionCodecs, FunctionRegistry.BUILTIN);
  }

  /**
   * Codecs of one name or for one class are refused.
   *
   * @throws IllegalArgumentException that names them
   */
  public PlanCodec(List<PhysicalExtensionCodec<?>> extensionCodecs, FunctionRegistry functions) {
    this.functions = functions;
    extensions = new ExtensionCodecs(extensionCodecs);
  }

  /**
   * The plan's bytes.
   *
   * @throws SluiceException of code INTERNAL_ERROR for a node that no codec writes, NOT_SUPPORTED for a plan that is nested too deep or too large
   */
  public Buffer encode(ExecutionPlan plan) {
    byte[] bytes = new PlanWriter(extensions, context).write(plan).toByteArray();
    if (bytes.length > MAX_PLAN_BYTES) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A stage's plan has %d bytes, more than %d; put long lists of constants into a table"
              .formatted(bytes.length, MAX_PLAN_BYTES));
    }
    return Buffer.buffer(bytes);
  }

  /**
   * Reads what {@link #encode} wrote on a node of the same extensions.
   *
   * @throws SluiceException of code INCOMPATIBLE_WORKER for something this node does not have, INTERNAL_ERROR for bytes that make no sense
   */
  public ExecutionPlan decode(Buffer bytes) {
    if (bytes.length() > MAX_PLAN_BYTES) {
      throw unreadable("plan", new IllegalArgumentException(bytes.length() + " bytes"));
    }
    PlanMessage message = parse(PlanMessage.parser(), bytes.getBytes(), "plan");
    try {
      return new PlanReader(extensions, functions, context).read(message);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw unreadable("plan", e);
    }
  }

  private static <T> T parse(Parser<T> parser, byte[] bytes, String what) {
    CodedInputStream input = CodedInputStream.newInstance(bytes);
    input.setRecursionLimit(MAX_NESTING);
    try {
      T message = parser.parseFrom(input);
      if (!input.isAtEnd()) {
        throw new InvalidProtocolBufferException("bytes behind the end");
      }
      return message;
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  private static SluiceException unreadable(String what, Exception cause) {
    return new SluiceException(
        ErrorCode.INTERNAL_ERROR,
        "The bytes of a %s make no sense: %s".formatted(what, cause.getMessage()),
        cause);
  }

  /** The engine's encodings as codecs of extensions use them. */
  private final class EngineContext implements CodecContext {
    @Override
    public byte[] encodeExpression(PhysicalExpression expression) {
      return ExpressionMessages.write(expression).toByteArray();
    }

    @Override
    public PhysicalExpression decodeExpression(byte[] bytes) {
      return new ExpressionReader(functions.scalar())
          .read(parse(ExpressionMessage.parser(), bytes, "expression"));
    }

    @Override
    public byte[] encodeSchema(Schema schema) {
      return ValueMessages.write(schema).toByteArray();
    }

    @Override
    public Schema decodeSchema(byte[] bytes) {
      return ValueMessages.read(parse(SchemaMessage.parser(), bytes, "schema"));
    }
  }
}
