package io.sluice.config;

import java.util.List;

/** The options of a node's exchange. */
public final class ExchangeOptions {
  public static final ConfigOption<Long> OUTPUT_BUFFER_BYTES = ConfigOption.ofLong(
      "exchange.output_buffer_bytes",
      32L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What a task buffers of its output before its drivers wait, split evenly among its partitions; at most a 32nd of the node's memory. Each may always hold one batch.");

  public static final ConfigOption<Long> PARTITION_BUFFER_BYTES = ConfigOption.ofLong(
      "exchange.partition_buffer_bytes",
      1L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What a task buffers of one partition of its output at most, beyond one batch.");

  public static final ConfigOption<Long> INPUT_CREDIT_BYTES = ConfigOption.ofLong(
      "exchange.input_credit_bytes",
      32L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What producers may send a task ahead of its reading, split among the partitions it reads; at most a 32nd of the node's memory.");

  public static final ConfigOption<Long> PARTITION_CREDIT_BYTES = ConfigOption.ofLong(
      "exchange.partition_credit_bytes",
      1L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What a producer may send of one partition ahead of its reader at most, beyond one batch.");

  public static final ConfigOption<Long> FRAME_BYTES = ConfigOption.ofLong(
      "exchange.frame_bytes",
      256L << 10,
      1,
      16L << 20,
      "bytes",
      "Small batches are joined on the network until a message has that many bytes.");

  public static final ConfigOption<Long> LINGER = ConfigOption.ofLong(
      "exchange.linger",
      1,
      1,
      1000,
      "milliseconds",
      "How long a small batch waits for others on the network.");

  public static final ConfigOption<Long> MAX_MESSAGE_BYTES = ConfigOption.ofLong(
      "exchange.max_message_bytes",
      256L << 20,
      1L << 20,
      Integer.MAX_VALUE - 64,
      "bytes",
      "The largest message a node takes from another: a batch, or a task's plan.");

  public static final ConfigOption<Long> LOCAL_SOCKET_BYTES = ConfigOption.ofLong(
      "exchange.local_socket_bytes",
      128L << 10,
      64L << 10,
      1L << 30,
      "bytes",
      "The socket buffers at each end of a connection between two nodes of one machine. What waits there should fit the processor's caches.");

  public static final ConfigOption<Long> SERVER_THREADS = ConfigOption.ofLong(
      "exchange.server_threads",
      2,
      1,
      256,
      "threads",
      "Event loops that serve a worker's exchange, and threads that encode what its drivers did not.");

  public static final ConfigOption<Long> OPEN_TIMEOUT = ConfigOption.ofLong(
      "exchange.open_timeout",
      10_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a reader waits for a task that its worker does not know yet, and for a connection.");

  public static final ConfigOption<Long> CONTROL_TIMEOUT = ConfigOption.ofLong(
      "exchange.control_timeout",
      5_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long the answer to a control message to a worker may take.");

  public static final List<ConfigOption<?>> ALL = List.of(
      OUTPUT_BUFFER_BYTES,
      PARTITION_BUFFER_BYTES,
      INPUT_CREDIT_BYTES,
      PARTITION_CREDIT_BYTES,
      FRAME_BYTES,
      LINGER,
      MAX_MESSAGE_BYTES,
      LOCAL_SOCKET_BYTES,
      SERVER_THREADS,
      OPEN_TIMEOUT,
      CONTROL_TIMEOUT);

  private ExchangeOptions() {}
}
