package io.sluice.cluster;

import io.sluice.extension.WorkerInfo;
import io.vertx.core.json.JsonObject;

/** What a worker tells the cluster about itself, as text of JSON. */
final class WorkerAnnouncement {
  private WorkerAnnouncement() {}

  static String encode(WorkerInfo worker) {
    return new JsonObject()
        .put("id", worker.id())
        .put("host", worker.host())
        .put("port", worker.port())
        .put("driverThreads", worker.driverThreads())
        .put("fingerprint", worker.fingerprint())
        .encode();
  }

  static WorkerInfo decode(String text) {
    JsonObject json = new JsonObject(text);
    return new WorkerInfo(
        json.getString("id"),
        json.getString("host"),
        json.getInteger("port"),
        json.getInteger("driverThreads"),
        json.getString("fingerprint"));
  }
}
