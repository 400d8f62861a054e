package io.sluice.source.eventbus;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of an address as they come: a batch has those that wait, and never waits for more. */
final class EventBusStream implements RecordBatchStream {
  private final EventBusExec plan;
  private final TaskContext context;
  private final Schema schema;
  private final MemoryReservation memory;
  private @Nullable MessageQueue queue;

  EventBusStream(EventBusExec plan, TaskContext context) {
    this.plan = plan;
    this.context = context;
    this.schema = plan.schema();
    this.memory = context.reserve("messages of the event bus");
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    MessageQueue messages = queue;
    if (messages == null) {
      messages = new MessageQueue(plan, context);
      queue = messages;
    }
    memory.resize(messages.bytes());
    Optional<List<ReceivedMessage>> taken = messages.take(context.batchSize());
    if (taken.isEmpty()) {
      return Poll.END;
    }
    return taken.get().isEmpty()
        ? Poll.pending(messages.whenChanged())
        : Poll.batch(batch(taken.get()));
  }

  private RecordBatch batch(List<ReceivedMessage> messages) {
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(messages.size());
    for (ReceivedMessage message : messages) {
      for (int i = 0; i < schema.size(); i++) {
        builder.column(i).appendValue(message.value(plan.columns().get(i)));
      }
    }
    RecordBatch batch = builder.finish(messages.size());
    messages.forEach(ReceivedMessage::acknowledge);
    return batch;
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
    }
    memory.close();
  }
}
