package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExchangeFrameTest {
  private final List<String> events = new ArrayList<>();
  private final ExchangeConsumer recorder = new ExchangeConsumer() {
    @Override
    public void onBatch(int partition, BatchPayload batch, long creditBytes) {
      events.add(partition + ":" + ((BatchPayload.Encoded) batch).bytes() + ":" + creditBytes);
    }

    @Override
    public void onEnd(int partition, long rowCount) {
      events.add(partition + " ended after " + rowCount);
    }

    @Override
    public void onError(SluiceException cause) {
      events.add(cause.code() + " " + cause.getMessage());
    }
  };

  private static Buffer frame() {
    ExchangeFrame frame = new ExchangeFrame();
    frame.addBatch(7, Buffer.buffer("abc"), 3);
    frame.addBatch(0, Buffer.buffer("defg"), 4);
    frame.addEnd(7, 1L << 40);
    frame.addError(new SluiceException(ErrorCode.IO_ERROR, "disk"));
    return frame.toBuffer().copy();
  }

  @Test
  void partsComeBackInOrder() {
    ExchangeFrame.read(frame(), recorder);
    assertThat(events)
        .containsExactly("7:abc:3", "0:defg:4", "7 ended after " + (1L << 40), "IO_ERROR disk");
  }

  @Property(tries = 1000)
  void corruptPartsAreATypedError(@ForAll long seed) {
    Random random = new Random(seed);
    Buffer bytes = frame();
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt());
    }
    try {
      ExchangeFrame.read(bytes.slice(0, random.nextInt(bytes.length() + 1)), recorder);
    } catch (SluiceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.EXCHANGE_ERROR);
    }
  }
}
