package io.sluice.source.eventbus;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import java.util.List;

/** The options of reading and publishing messages. */
final class EventBusConfig implements ConfigExtension {
  static final ConfigOption<Long> BUFFER_MESSAGES = ConfigOption.ofLong(
      "event_bus.buffer_messages",
      10_000,
      1,
      10_000_000,
      "messages",
      "Messages that wait for a query that reads them slower than they come; one more fails the query.");

  static final ConfigOption<Long> BUFFER_BYTES = ConfigOption.ofLong(
      "event_bus.buffer_bytes",
      16L << 20,
      1,
      1L << 40,
      "bytes",
      "What the messages may hold that wait for a query, beyond one; more fail it.");

  static final ConfigOption<Long> UNSENT_MESSAGES = ConfigOption.ofLong(
      "event_bus.unsent_messages",
      1_000,
      1,
      1_000_000,
      "messages",
      "Messages that a partition of an INSERT has published and that are not on their way yet; the next one waits.");

  @Override
  public String prefix() {
    return "event_bus";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(BUFFER_MESSAGES, BUFFER_BYTES, UNSENT_MESSAGES);
  }
}
