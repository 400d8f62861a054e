package io.sluice.codec;

import io.sluice.codec.proto.UnnestMessage;
import io.sluice.codec.proto.UnnestedCollectionMessage;
import io.sluice.operator.unnest.UnnestExec;
import io.sluice.operator.unnest.UnnestedCollection;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** {@link UnnestExec} as a message. */
final class UnnestMessages {
  private UnnestMessages() {}

  static UnnestMessage write(UnnestExec unnest) {
    UnnestMessage.Builder message =
        UnnestMessage.newBuilder().addAllKept(unnest.kept()).setOuter(unnest.isOuter());
    unnest.ordinality().ifPresent(message::setOrdinality);
    for (UnnestedCollection collection : unnest.collections()) {
      message.addCollections(UnnestedCollectionMessage.newBuilder()
          .setValue(ExpressionMessages.write(collection.value()))
          .addAllNames(collection.names()));
    }
    return message.build();
  }

  static UnnestExec read(UnnestMessage message, ExpressionReader expressions, ExecutionPlan input) {
    int columnCount = input.schema().size();
    if (message.getKeptList().stream().anyMatch(column -> column < 0 || column >= columnCount)) {
      throw new IllegalArgumentException("columns " + message.getKeptList() + " of " + columnCount);
    }
    return new UnnestExec(
        message.getKeptList(),
        message.getCollectionsList().stream()
            .map(collection -> new UnnestedCollection(
                expressions.read(collection.getValue()), collection.getNamesList()))
            .toList(),
        message.hasOrdinality() ? Optional.of(message.getOrdinality()) : Optional.empty(),
        message.getOuter(),
        input);
  }
}
