package io.sluice.exchange.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final int MAX_MESSAGE_BYTES = 3 << 20;

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final List<String> frames = new ArrayList<>();

  private FrameDecoder decoder() {
    frames.clear();
    return new FrameDecoder(memory, MAX_MESSAGE_BYTES, this::received);
  }

  private void received(FrameHeader header, ByteBuf payload) {
    frames.add(header.kind() + " of stream " + header.stream() + ", partition "
        + header.partition() + ", number " + header.number() + ": "
        + payload.toString(StandardCharsets.UTF_8));
    payload.release();
  }

  private long usedBytes() {
    return memory.metric().usedDirectMemory();
  }

  private static ByteBuf preface() {
    return Unpooled.buffer().writeLong(FrameDecoder.PREFACE);
  }

  private static void add(
      ByteBuf bytes, FrameKind kind, int stream, int partition, long number, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    new FrameHeader(kind, stream, partition, number, payload.length).write(bytes);
    bytes.writeBytes(payload);
  }

  private static ByteBuf stream() {
    ByteBuf bytes = preface();
    add(bytes, FrameKind.BATCH, 1, 7, 3, "abc");
    add(bytes, FrameKind.BATCH, -2, 0, 1L << 40, "defg");
    add(bytes, FrameKind.END, 1, 7, 5, "");
    add(bytes, FrameKind.REPLY, 3, 0, 0, "yes");
    return bytes;
  }

  @Property(tries = 200)
  void framesComeInOrderHoweverTheBytesAreCut(@ForAll long seed) {
    Random random = new Random(seed);
    FrameDecoder decoder = decoder();
    ByteBuf bytes = stream();
    while (bytes.isReadable()) {
      decoder.decode(bytes.readSlice(Math.min(1 + random.nextInt(40), bytes.readableBytes())));
    }
    assertThat(frames)
        .containsExactly(
            "BATCH of stream 1, partition 7, number 3: abc",
            "BATCH of stream -2, partition 0, number " + (1L << 40) + ": defg",
            "END of stream 1, partition 7, number 5: ",
            "REPLY of stream 3, partition 0, number 0: yes");
    assertThat(usedBytes()).isZero();
  }

  @Property(tries = 1000)
  void corruptBytesAreATypedErrorAndLeaveNoMemoryBehind(@ForAll long seed) {
    Random random = new Random(seed);
    FrameDecoder decoder = decoder();
    ByteBuf bytes = stream();
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes.setByte(random.nextInt(bytes.writerIndex()), random.nextInt());
    }
    try {
      decoder.decode(bytes.slice(0, random.nextInt(bytes.writerIndex() + 1)));
    } catch (SluiceException e) {
      assertThat(e.code()).isIn(ErrorCode.EXCHANGE_ERROR, ErrorCode.INCOMPATIBLE_WORKER);
    }
    decoder.close();
    assertThat(usedBytes()).isZero();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(SluiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void anotherProtocolIsRefused() {
    ByteBuf http = Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\n", StandardCharsets.US_ASCII);
    assertFails(
        () -> decoder().decode(http), ErrorCode.INCOMPATIBLE_WORKER, "run the same version");
  }

  @Test
  void aMessageBeyondTheLimitIsRefusedBeforeItIsRead() {
    ByteBuf bytes = preface();
    new FrameHeader(FrameKind.BATCH, 1, 0, 0, MAX_MESSAGE_BYTES + 1).write(bytes);
    assertFails(
        () -> decoder().decode(bytes), ErrorCode.EXCHANGE_ERROR, "exchange.max_message_bytes");
    assertThat(usedBytes()).isZero();
  }

  @Test
  void memoryIsTakenAsBytesCome() {
    ByteBuf bytes = preface();
    new FrameHeader(FrameKind.BATCH, 1, 0, 0, MAX_MESSAGE_BYTES).write(bytes);
    FrameDecoder decoder = decoder();
    decoder.decode(bytes);
    assertThat(usedBytes()).isEqualTo(1 << 20);
    decoder.decode(Unpooled.wrappedBuffer(new byte[MAX_MESSAGE_BYTES - 1]));
    assertThat(frames).isEmpty();
    assertThat(usedBytes()).isEqualTo(MAX_MESSAGE_BYTES);
    decoder.close();
    assertThat(usedBytes()).isZero();
  }
}
