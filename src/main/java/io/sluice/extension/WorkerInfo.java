package io.sluice.extension;

/**
 * A worker as the others know it.
 *
 * @param id unique in the cluster, for instance the id of its Hazelcast member
 * @param host where its exchange listens, as others reach it; never a wildcard
 * @param port where its exchange listens; 0 for a worker that is only reached inside its process
 * @param driverThreads how many partitions it can work on at once
 * @param fingerprint of its extensions, see {@link Extensions#fingerprint()}
 */
public record WorkerInfo(String id, String host, int port, int driverThreads, String fingerprint) {
  @Override
  public String toString() {
    return port == 0 ? id : host + ":" + port;
  }
}
