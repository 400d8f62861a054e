package io.sluice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.config.NodeRole;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.WorkerInfo;
import io.sluice.extension.WorkerResolver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's view of its cluster: the workers that are up, and who leaves. Thread-safe.
 *
 * <p>A worker announces itself in a map of the cluster once its exchange listens. Who asks through {@link #refresh()} sees every worker that was announced before
 * it asked; a member that left is gone from {@link #workers()} at once, because only members of the moment count. Members are named by their Vert.x node
 * id, which survives the healing of a split cluster.
 *
 * <p>The map keeps one copy of each entry. Each worker writes its own anew whenever a member is lost, so that an entry outlives any number of them.
 */
public final class ClusterMembership implements WorkerResolver {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMembership.class);

  /** The member attribute by which vertx-hazelcast names its nodes. */
  static final String NODE_ID_ATTRIBUTE = "__vertx.nodeId";

  /** The member attribute with the roles of a node, where Sluice has made its Hazelcast. */
  static final String ROLES_ATTRIBUTE = "sluice.roles";

  private static final String WORKERS_MAP = "sluice.workers";

  /** Where all memberships of one node find the worker that it has announced. */
  private static final String LOCAL_WORKER = "sluice.worker";

  private final Context context;
  private final HazelcastClusterManager manager;
  private final HazelcastInstance hazelcast;
  private final IMap<String, String> announcements;
  private final Map<String, WorkerInfo> known = new ConcurrentHashMap<>();
  private final List<Consumer<String>> leftListeners = new CopyOnWriteArrayList<>();
  private final UUID membershipListener;
  private final UUID lifecycleListener;
  private final UUID entryListener;
  private volatile @Nullable WorkerInfo announced;
  private volatile @Nullable SharedDefinitions shared;

  private ClusterMembership(Context context, HazelcastClusterManager manager) {
    this.context = context;
    this.manager = manager;
    this.hazelcast = manager.getHazelcastInstance();
    this.announcements = hazelcast.getMap(WORKERS_MAP);
    this.entryListener = announcements.addEntryListener(new Announcements(), true);
    this.membershipListener = hazelcast.getCluster().addMembershipListener(new Listener());
    this.lifecycleListener =
        hazelcast.getLifecycleService().addLifecycleListener(this::stateChanged);
  }

  /**
   * Looks into the cluster of a Vert.x instance, whoever built that. Fails with INVALID_REQUEST for one that is not clustered by Hazelcast. Completes on the
   * caller's context, and so are the listeners called.
   */
  public static Future<ClusterMembership> of(Vertx vertx) {
    ClusterManager manager = ((VertxInternal) vertx).clusterManager();
    if (!(manager instanceof HazelcastClusterManager hazelcastManager)) {
      return Future.failedFuture(new SluiceException(
          ErrorCode.INVALID_REQUEST,
          manager == null
              ? "This Vert.x is not clustered; build it with Vertx.builder().withClusterManager(new HazelcastClusterManager()).buildClustered(), or start the"
                  + " fat jar with -cluster"
              : "Sluice needs a HazelcastClusterManager, but this Vert.x is clustered by "
                  + manager.getClass().getName()));
    }
    Context context = vertx.getOrCreateContext();
    return context
        .executeBlocking(() -> new ClusterMembership(context, hazelcastManager), false)
        .compose(membership -> membership.refresh().map(membership));
  }

  /** The id of this node. */
  public String localMemberId() {
    return manager.getNodeId();
  }

  /** Where this node's membership listens, for people: {@code host:port}. */
  public String localAddress() {
    var address = hazelcast.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  /** Whether a node is up, as far as known. */
  public boolean isMember(String memberId) {
    return manager.getNodes().contains(memberId);
  }

  /**
   * Tells the cluster of this node's worker. When it has completed, every later {@link #refresh()} on any node sees the worker.
   *
   * @param worker whose id is {@link #localMemberId()}
   */
  public Future<Void> announce(WorkerInfo worker) {
    if (!worker.id().equals(localMemberId())) {
      throw new IllegalArgumentException("a node announces only its own worker: " + worker.id());
    }
    announced = worker;
    return future(announcements.putAsync(worker.id(), WorkerAnnouncement.encode(worker)))
        .onSuccess(ignored -> {
          known.put(worker.id(), worker);
          hazelcast.getUserContext().put(LOCAL_WORKER, worker);
        })
        .mapEmpty();
  }

  /** Takes the announcement back; tasks that run go on. */
  public Future<Void> withdraw() {
    announced = null;
    known.remove(localMemberId());
    hazelcast.getUserContext().remove(LOCAL_WORKER);
    return future(announcements.removeAsync(localMemberId())).mapEmpty();
  }

  /** The workers known so far whose nodes are up, in the order in which the nodes joined. Call {@link #refresh()} for a view that misses none. */
  @Override
  public List<WorkerInfo> workers() {
    List<WorkerInfo> workers = new ArrayList<>();
    for (String memberId : manager.getNodes()) {
      WorkerInfo worker = known.get(memberId);
      if (worker != null) {
        workers.add(worker);
      }
    }
    return workers;
  }

  /** {@link #workers()} after asking the cluster for those that are not known yet: all that announced themselves before this call, and are up. */
  @Override
  public Future<List<WorkerInfo>> refresh() {
    List<Future<?>> lookups = new ArrayList<>();
    for (Member member : hazelcast.getCluster().getMembers()) {
      String id = nodeId(member);
      if (member.localMember()) {
        if (hazelcast.getUserContext().get(LOCAL_WORKER) instanceof WorkerInfo worker) {
          known.put(id, worker);
        }
      } else if (!known.containsKey(id) && mayHaveWorker(member)) {
        lookups.add(future(announcements.getAsync(id))
            .andThen((announcement, failure) -> learn(announcement)));
      }
    }
    return lookups.isEmpty()
        ? Future.succeededFuture(workers())
        : Future.all(lookups).map(ignored -> workers());
  }

  private static String nodeId(Member member) {
    String id = member.getAttribute(NODE_ID_ATTRIBUTE);
    return id == null ? member.getUuid().toString() : id;
  }

  private static boolean mayHaveWorker(Member member) {
    String roles = member.getAttribute(ROLES_ATTRIBUTE);
    return roles == null || List.of(roles.split(",")).contains(NodeRole.WORKER.text());
  }

  private void learn(@Nullable String announcement) {
    if (announcement != null) {
      WorkerInfo worker = WorkerAnnouncement.decode(announcement);
      known.put(worker.id(), worker);
    }
  }

  /** Shares the entries of a coordinator's catalog with all others; completes when each side knows what the other has saved. */
  public Future<Void> share(Vertx vertx, StoredCatalog catalog) {
    SharedDefinitions definitions = new SharedDefinitions(vertx, manager, catalog);
    shared = definitions;
    onMemberLeft(left -> context
        .<Void>executeBlocking(
            () -> {
              definitions.putBack();
              return null;
            },
            false)
        .onFailure(failure -> LOG.warn("Definitions could not be shared again", failure)));
    return definitions.join();
  }

  /** Calls a listener with the id of each node that leaves from now on, for whatever reason. */
  public void onMemberLeft(Consumer<String> listener) {
    leftListeners.add(listener);
  }

  /** Stops watching and takes back what this node announced. The cluster itself is left with its Vert.x. */
  public Future<Void> close() {
    leftListeners.clear();
    SharedDefinitions definitions = shared;
    if (definitions != null) {
      definitions.close();
    }
    if (!hazelcast.getLifecycleService().isRunning()) {
      return Future.succeededFuture();
    }
    hazelcast.getLifecycleService().removeLifecycleListener(lifecycleListener);
    hazelcast.getCluster().removeMembershipListener(membershipListener);
    Future<Void> withdrawn = announced == null ? Future.succeededFuture() : withdraw();
    return withdrawn
        .eventually(() ->
            context.executeBlocking(() -> announcements.removeEntryListener(entryListener), false))
        .mapEmpty();
  }

  private final class Announcements extends EntryAdapter<String, String> {
    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      learn(event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      learn(event.getValue());
    }

    @Override
    public void entryRemoved(EntryEvent<String, String> event) {
      known.remove(event.getKey());
    }
  }

  private void stateChanged(LifecycleEvent event) {
    if (event.getState() == LifecycleState.MERGED) {
      announceAgain();
    }
  }

  private void announceAgain() {
    WorkerInfo worker = announced;
    if (worker != null) {
      announcements.putAsync(worker.id(), WorkerAnnouncement.encode(worker));
    }
  }

  private void memberLeft(@Nullable String memberId) {
    announceAgain();
    if (memberId == null) {
      return;
    }
    known.remove(memberId);
    announcements.removeAsync(memberId);
    context.runOnContext(ignored -> leftListeners.forEach(listener -> listener.accept(memberId)));
  }

  private <T> Future<T> future(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  /** Called on a thread of Hazelcast. */
  private final class Listener implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {}

    @Override
    public void memberRemoved(MembershipEvent event) {
      memberLeft(event.getMember().getAttribute(NODE_ID_ATTRIBUTE));
    }
  }
}
