package io.sluice.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IpcStreamReaderTest {
  private static Buffer stream(List<RecordBatch> batches) {
    Buffer stream = Buffer.buffer().appendBuffer(SchemaMessage.write(RandomBatches.ALL_TYPES));
    batches.forEach(batch -> stream.appendBuffer(RecordBatchWriter.write(batch)));
    return stream.appendBuffer(IpcStream.end());
  }

  private static List<RecordBatch> batches(long seed, int count) {
    RandomBatches random = new RandomBatches(seed);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(random.batch(RandomBatches.ALL_TYPES, i * 7));
    }
    return batches;
  }

  @Property(tries = 100)
  void piecesOfAnySizeGiveTheBatchesOfTheStream(
      @ForAll long seed,
      @ForAll @IntRange(max = 5) int count,
      @ForAll @IntRange(min = 1, max = 5_000) int maxPiece) {
    List<RecordBatch> batches = batches(seed, count);
    Buffer stream = stream(batches);
    Random random = new Random(seed);
    IpcStreamReader reader = new IpcStreamReader();
    List<RecordBatch> read = new ArrayList<>();
    int position = 0;
    while (position < stream.length()) {
      assertThat(reader.isEnded()).isFalse();
      int end = Math.min(stream.length(), position + 1 + random.nextInt(maxPiece));
      read.addAll(reader.read(stream.getBuffer(position, end)));
      position = end;
    }

    assertThat(reader.isEnded()).isTrue();
    assertThat(reader.schema()).contains(RandomBatches.ALL_TYPES);
    assertThat(read.stream().map(RecordBatch::rows).toList())
        .isEqualTo(batches.stream().map(RecordBatch::rows).toList());
  }

  @Test
  void whatIsNoStreamIsRefused() {
    assertThatThrownBy(() -> new IpcStreamReader().read(Buffer.buffer("{\"code\":\"x\"}")))
        .hasMessageContaining("does not begin as a message");
    Buffer stream = stream(batches(1, 1)).appendByte((byte) 0);
    assertThatThrownBy(() -> new IpcStreamReader().read(stream))
        .hasMessageContaining("behind the end");
  }
}
