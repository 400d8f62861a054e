package io.sluice.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;

/** The worker's gRPC service: raw buffers in both directions, so that batches are not copied through protobuf. */
final class ExchangeService {
  private static final ServiceName NAME = ServiceName.create("io.sluice.exchange.Worker");

  /** Bidirectional: {@code ExchangeCommand}s to the worker, {@link ExchangeFrame}s from it. */
  private static final String EXCHANGE = "Exchange";

  /** Unary: a {@code WorkerRequest}, answered by a {@code WorkerReply}. */
  private static final String REQUEST = "Request";

  static final ServiceMethod<Buffer, Buffer> EXCHANGE_SERVER = server(EXCHANGE);
  static final ServiceMethod<Buffer, Buffer> EXCHANGE_CLIENT = client(EXCHANGE);
  static final ServiceMethod<Buffer, Buffer> REQUEST_SERVER = server(REQUEST);
  static final ServiceMethod<Buffer, Buffer> REQUEST_CLIENT = client(REQUEST);

  private ExchangeService() {}

  private static ServiceMethod<Buffer, Buffer> server(String method) {
    return ServiceMethod.server(
        NAME, method, GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.IDENTITY);
  }

  private static ServiceMethod<Buffer, Buffer> client(String method) {
    return ServiceMethod.client(
        NAME, method, GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.IDENTITY);
  }
}
