package io.sluice.coordinator;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;

/**
 * The coordinator that a {@link CoordinatorVerticle} runs in this Vert.x, for the verticles that let clients in: they are deployed by their name and have nothing but
 * the Vert.x to find it by. Thread-safe.
 *
 * @param coordinator which answers
 */
public record LocalCoordinator(Coordinator coordinator) implements Shareable {
  private static final String MAP = "io.sluice.coordinator";

  /** To be called when it can be asked, and {@link #withdraw} when it cannot any more. */
  static void publish(Vertx vertx, Coordinator coordinator) {
    map(vertx).put(MAP, new LocalCoordinator(coordinator));
  }

  static void withdraw(Vertx vertx, Coordinator coordinator) {
    map(vertx).removeIfPresent(MAP, new LocalCoordinator(coordinator));
  }

  /**
   * The coordinator of a Vert.x.
   *
   * @throws SluiceException of code INVALID_OPTION when none is deployed in it
   */
  public static Coordinator of(Vertx vertx) {
    LocalCoordinator local = map(vertx).get(MAP);
    if (local == null) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "No coordinator is deployed in this Vert.x; deploy io.sluice.coordinator.CoordinatorVerticle first");
    }
    return local.coordinator();
  }

  private static LocalMap<String, LocalCoordinator> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
