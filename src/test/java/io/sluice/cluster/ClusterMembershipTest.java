package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.NodeConfig;
import io.sluice.error.SluiceException;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three clustered Vert.x in this JVM, and a client that comes and goes. */
class ClusterMembershipTest {
  private static final int FIRST_PORT = 17_701;

  private static final List<Vertx> nodes = new ArrayList<>();
  private static final List<ClusterMembership> memberships = new ArrayList<>();

  @BeforeAll
  static void start() {
    for (int i = 0; i < 3; i++) {
      join();
    }
  }

  @AfterAll
  static void stop() {
    nodes.forEach(vertx -> await(vertx.close()));
  }

  private static NodeConfig config(String... changes) {
    JsonObject json = new JsonObject()
        .put("cluster.name", "membership-test")
        .put("cluster.port", FIRST_PORT)
        .put("cluster.members", new JsonArray().add("127.0.0.1:" + FIRST_PORT))
        .put("cluster.partition_count", 31);
    for (String change : changes) {
      json.mergeIn(new JsonObject(change));
    }
    return NodeConfig.of(json);
  }

  private static ClusterMembership join() {
    Vertx vertx = await(ClusteredVertx.builder(new VertxOptions(), config()).buildClustered());
    ClusterMembership membership = await(ClusterMembership.of(vertx));
    nodes.add(vertx);
    memberships.add(membership);
    return membership;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static WorkerInfo worker(ClusterMembership membership, int port) {
    return new WorkerInfo(membership.localMemberId(), "127.0.0.1", port, 2, "numbers:1");
  }

  @Test
  void everyNodeSeesAnAnnouncedWorkerAtOnceAndALostOneNoMore() throws Exception {
    ClusterMembership first = memberships.get(0);
    WorkerInfo second = worker(memberships.get(1), 1001);
    WorkerInfo third = worker(memberships.get(2), 1002);

    await(memberships.get(2).announce(third));
    await(memberships.get(1).announce(second));

    assertThat(await(first.refresh())).containsExactly(second, third);
    assertThat(first.workers()).containsExactly(second, third);
    assertThat(await(memberships.get(2).refresh())).containsExactly(second, third);
    // Another verticle of a worker's own node.
    assertThat(await(fresh(nodes.get(1)).refresh())).containsExactly(second, third);

    ClusterMembership fourth = join();
    assertThat(fourth.workers()).containsExactly(second, third);
    assertThat(first.isMember(fourth.localMemberId())).isTrue();
    WorkerInfo last = worker(fourth, 1003);
    await(fourth.announce(last));
    assertThat(await(first.refresh())).containsExactly(second, third, last);

    CompletableFuture<String> left = new CompletableFuture<>();
    first.onMemberLeft(left::complete);
    await(nodes.remove(3).close());
    assertThat(left.get(10, TimeUnit.SECONDS)).isEqualTo(last.id());
    assertThat(first.isMember(last.id())).isFalse();
    assertThat(first.workers()).containsExactly(second, third);
    assertThat(await(first.refresh())).containsExactly(second, third);

    await(memberships.get(1).withdraw());
    await(memberships.get(2).close());
    assertThat(await(fresh(nodes.get(0)).refresh())).isEmpty();
  }

  private static ClusterMembership fresh(Vertx vertx) {
    return await(ClusterMembership.of(vertx));
  }

  @Test
  void aClientJoinsAsksAndLeaves() {
    nodes
        .get(0)
        .eventBus()
        .consumer("echo", message -> message.reply(message.body()))
        .completion()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    try (ClusterClient client = ClusterClient.join(config("{\"roles\": []}"))) {
      assertThat(await(client.vertx().eventBus().request("echo", "x")).body()).isEqualTo("x");
    }
  }

  @Test
  void aClientWithoutAClusterSaysWhereItLooked() {
    NodeConfig nowhere =
        config("{\"cluster.name\": \"nobody\", \"cluster.members\": [\"127.0.0.1:17790\"]}");

    assertThatThrownBy(() -> ClusterClient.join(nowhere))
        .isInstanceOf(SluiceException.class)
        .hasMessage("No cluster 'nobody' was found at 127.0.0.1:17790; is a node of it up?");
  }

  @Test
  void aTakenPortIsNamed() {
    NodeConfig taken = config("{\"cluster.port_auto_increment\": false}");

    assertThatThrownBy(() -> ClusterClient.join(taken))
        .hasMessage(
            "Port 17701 of 127.0.0.1 is in use; set another 'cluster.port', or 'cluster.port_auto_increment' to true");
  }

  @Test
  void aVertxThatIsNotClusteredIsRefused() {
    Vertx vertx = Vertx.vertx();
    try {
      assertThat(ClusterMembership.of(vertx).cause())
          .isInstanceOf(SluiceException.class)
          .hasMessageContaining("This Vert.x is not clustered");
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void anAddressThatIsNotThisMachinesIsNamed() {
    assertThatThrownBy(() -> ClusterClient.join(config("{\"cluster.host\": \"192.0.2.1\"}")))
        .hasMessage(
            "Option 'cluster.host' must be an address of this machine, but got '192.0.2.1'");
  }
}
