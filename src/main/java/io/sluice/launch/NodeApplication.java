package io.sluice.launch;

import io.sluice.cluster.ClusteredVertx;
import io.sluice.cluster.JoinFailure;
import io.sluice.error.SluiceException;
import io.vertx.core.Deployable;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node started from the command line. It is up, with one line on standard output, or it ends the process with exit code 1 and one line on standard error: a node
 * that is up by half would be found by others.
 */
final class NodeApplication implements VertxApplicationHooks {
  private final NodeArguments arguments;

  private NodeApplication(NodeArguments arguments) {
    this.arguments = arguments;
  }

  /** Starts a node. Returns when it is up, with exit code 0, or when the arguments were wrong. */
  static int launch(String[] args) {
    try {
      NodeArguments arguments = NodeArguments.parse(args);
      arguments.check();
      return new VertxApplication(args, new NodeApplication(arguments)).launch();
    } catch (SluiceException e) {
      return fail(e);
    }
  }

  private static int fail(SluiceException failure) {
    System.err.println("sluice: " + failure.describe());
    return 1;
  }

  /** Ends the process. The Vert.x that may be up is closed by the launcher's shutdown hook. */
  private static void exit(SluiceException failure) {
    System.exit(fail(failure));
  }

  @Override
  public @Nullable VertxBuilder createVertxBuilder(VertxOptions options) {
    try {
      return ClusteredVertx.builder(options, arguments.config());
    } catch (SluiceException e) {
      exit(e);
      throw e;
    }
  }

  @Override
  public Supplier<? extends Deployable> verticleSupplier() {
    return () -> new NodeVerticle(arguments.config(), arguments.json());
  }

  @Override
  public void afterFailureToStartVertx(HookContext context, @Nullable Throwable failure) {
    exit(JoinFailure.of(cause(failure, "joining the cluster"), arguments.config()));
  }

  @Override
  public void afterFailureToDeployVerticle(HookContext context, @Nullable Throwable failure) {
    exit(SluiceException.of(cause(failure, "starting the node")));
  }

  private static Throwable cause(@Nullable Throwable failure, String what) {
    return failure == null ? new IllegalStateException(what + " took too long") : failure;
  }
}
