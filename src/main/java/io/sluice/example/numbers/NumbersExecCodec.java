package io.sluice.example.numbers;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.example.numbers.proto.NumbersNode;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** {@link NumbersExec} as a protobuf message. */
final class NumbersExecCodec implements PhysicalExtensionCodec<NumbersExec> {
  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public Class<NumbersExec> planClass() {
    return NumbersExec.class;
  }

  @Override
  public byte[] encode(NumbersExec plan, CodecContext context) {
    NumbersNode.Builder node = NumbersNode.newBuilder().setHasColumn(plan.hasColumn());
    for (NumberRange range : plan.rangesPerTask()) {
      node.addRanges(NumbersNode.Range.newBuilder().setStart(range.start()).setEnd(range.end()));
    }
    return node.build().toByteArray();
  }

  @Override
  public NumbersExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      NumbersNode node = NumbersNode.parseFrom(bytes);
      if (node.getRangesCount() == 0) {
        throw new IllegalArgumentException("a NumbersExec without ranges");
      }
      List<NumberRange> ranges = node.getRangesList().stream()
          .map(range -> new NumberRange(range.getStart(), range.getEnd()))
          .toList();
      return new NumbersExec(ranges, node.getHasColumn());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a NumbersExec", e);
    }
  }
}
