package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class FreePort {
  private FreePort() {}

  /** A port that nobody listens at now. */
  static int find() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "There is no free port: " + e, e);
    }
  }
}
