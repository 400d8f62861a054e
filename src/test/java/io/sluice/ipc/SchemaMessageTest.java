package io.sluice.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SchemaMessageTest {
  @Test
  void schemasComeBack() {
    assertThat(SchemaMessage.read(SchemaMessage.write(RandomBatches.ALL_TYPES)))
        .isEqualTo(RandomBatches.ALL_TYPES);
    assertThat(SchemaMessage.read(SchemaMessage.write(Schema.EMPTY))).isEqualTo(Schema.EMPTY);
  }

  @Property(tries = 1000)
  void aCorruptSchemaIsASchemaOrATypedError(@ForAll long seed) {
    Random random = new Random(seed);
    Buffer bytes = SchemaMessage.write(RandomBatches.ALL_TYPES).copy();
    for (int i = 0; i <= random.nextInt(8); i++) {
      bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt());
    }
    try {
      assertThat(SchemaMessage.read(bytes).size()).isLessThan(10_000);
    } catch (SluiceException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
