package io.sluice.exchange;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire that the test can cut. */
final class TcpProxy {
  private final NetServer server;
  private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();

  private TcpProxy(NetServer server) {
    this.server = server;
  }

  static TcpProxy to(Vertx vertx, int port) {
    TcpProxy proxy = new TcpProxy(vertx.createNetServer());
    proxy.server.connectHandler(left -> {
      left.pause();
      vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(right -> {
        proxy.sockets.add(left);
        proxy.sockets.add(right);
        left.pipeTo(right);
        right.pipeTo(left);
      });
    });
    ExchangeBed.await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  int port() {
    return server.actualPort();
  }

  void cut() {
    ExchangeBed.await(Future.join(sockets.stream().map(NetSocket::close).toList()));
  }
}
