package io.sluice.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Lets requests with one user's name and password through, and refuses all others. */
final class BasicAuthentication implements Handler<RoutingContext> {
  private static final String SCHEME = "Basic ";

  private final byte[] credentials;

  BasicAuthentication(String user, String password) {
    credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(RoutingContext routing) {
    if (isAllowed(routing.request().getHeader("Authorization"))) {
      routing.next();
      return;
    }
    routing.response().putHeader("WWW-Authenticate", "Basic realm=\"sluice\", charset=\"UTF-8\"");
    Failures.refuse(
        routing.response(),
        HttpStatus.UNAUTHORIZED,
        "The request needs a user's name and password");
  }

  private boolean isAllowed(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      // In a time that does not tell how much of it is right.
      return MessageDigest.isEqual(
          credentials,
          Base64.getDecoder().decode(header.substring(SCHEME.length()).trim()));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
