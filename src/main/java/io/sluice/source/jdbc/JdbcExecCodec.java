package io.sluice.source.jdbc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.LiteralExpression;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.jdbc.proto.JdbcScan;
import io.sluice.source.jdbc.proto.Statement;
import io.sluice.source.jdbc.proto.StatementGroup;
import io.sluice.type.Literal;
import java.util.List;
import java.util.OptionalLong;

/** Writes a {@link JdbcExec} as a {@code JdbcScan} message, which names the database; the reader knows how to reach it. */
final class JdbcExecCodec implements PhysicalExtensionCodec<JdbcExec> {
  private final JdbcDatabases databases;

  JdbcExecCodec(JdbcDatabases databases) {
    this.databases = databases;
  }

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public Class<JdbcExec> planClass() {
    return JdbcExec.class;
  }

  @Override
  public byte[] encode(JdbcExec plan, CodecContext context) {
    JdbcScan.Builder scan = JdbcScan.newBuilder()
        .setDatabase(plan.database().name())
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .addAllPositions(plan.positions())
        .setPartitionCount(plan.partitionCount());
    for (JdbcExec.StatementGroup group : plan.groups()) {
      StatementGroup.Builder message = StatementGroup.newBuilder();
      group.statements().forEach(statement -> message.addStatements(encode(statement, context)));
      scan.addGroups(message);
    }
    return scan.build().toByteArray();
  }

  private static Statement encode(JdbcStatement statement, CodecContext context) {
    Statement.Builder message = Statement.newBuilder().setSql(statement.sql());
    for (Literal parameter : statement.parameters()) {
      message.addParameters(
          ByteString.copyFrom(context.encodeExpression(new LiteralExpression(parameter))));
    }
    statement.limit().ifPresent(message::setLimit);
    return message.build();
  }

  @Override
  public JdbcExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      JdbcScan scan = JdbcScan.parseFrom(bytes);
      List<JdbcExec.StatementGroup> groups = scan.getGroupsList().stream()
          .map(group -> new JdbcExec.StatementGroup(group.getStatementsList().stream()
              .map(statement -> decode(statement, context))
              .toList()))
          .toList();
      return new JdbcExec(
          databases.find(scan.getDatabase()),
          context.decodeSchema(scan.getSchema().toByteArray()),
          scan.getPositionsList(),
          groups,
          scan.getPartitionCount());
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ClassCastException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A JdbcExec cannot be decoded", e);
    }
  }

  private static JdbcStatement decode(Statement statement, CodecContext context) {
    List<Literal> parameters = statement.getParametersList().stream()
        .map(bytes -> ((LiteralExpression) context.decodeExpression(bytes.toByteArray())).literal())
        .toList();
    return new JdbcStatement(
        statement.getSql(),
        parameters,
        statement.hasLimit() ? OptionalLong.of(statement.getLimit()) : OptionalLong.empty());
  }
}
