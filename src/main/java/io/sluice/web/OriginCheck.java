package io.sluice.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Refuses what a browser sends for a page of another server, unless that may ask. Without it any page that a user of this machine looks at could run statements: a browser sends simple
 * requests and opens WebSockets without asking first, and only keeps the page from reading the answer.
 */
final class OriginCheck implements Handler<RoutingContext> {
  private final Set<String> allowed;

  OriginCheck(Set<String> allowed) {
    this.allowed = allowed;
  }

  @Override
  public void handle(RoutingContext routing) {
    String origin = routing.request().getHeader("Origin");
    String host = routing.request().getHeader("Host");
    if (origin == null
        || allowed.contains(origin)
        || origin.equals("http://" + host)
        || origin.equals("https://" + host)) {
      routing.next();
      return;
    }
    Failures.refuse(
        routing.response(),
        HttpStatus.FORBIDDEN,
        "Pages of %s may not ask here; web.allowed_origins names those that may".formatted(origin));
  }
}
