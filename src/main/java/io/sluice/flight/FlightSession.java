package io.sluice.flight;

import io.sluice.coordinator.Session;
import java.util.HashSet;
import java.util.Set;

/** A client's session. Thread-safe. */
final class FlightSession {
  private final String token;
  private final Session session;

  // Guarded by this.
  private final Set<Object> connections = new HashSet<>();
  private long lastUsedNanos;
  private boolean isReturned;
  private int openResults;
  private int preparedStatements;

  FlightSession(String token, Session session, long nowNanos) {
    this.token = token;
    this.session = session;
    this.lastUsedNanos = nowNanos;
  }

  /** Names the session in the client's calls; a secret. */
  String token() {
    return token;
  }

  Session session() {
    return session;
  }

  synchronized void touch(long nowNanos) {
    lastUsedNanos = nowNanos;
  }

  /** Notes that the client names its session. */
  synchronized void returned(long nowNanos) {
    isReturned = true;
    lastUsedNanos = nowNanos;
  }

  synchronized long lastUsedNanos() {
    return lastUsedNanos;
  }

  /** Notes a connection over which the client uses it. */
  synchronized void connected(Object connection) {
    connections.add(connection);
  }

  synchronized void disconnected(Object connection) {
    connections.remove(connection);
  }

  /** Whether its client seems to need it no more: it has gone, or has never named its session and has nothing open. */
  synchronized boolean isAbandoned() {
    return openResults == 0 && (connections.isEmpty() || !isReturned && preparedStatements == 0);
  }

  synchronized boolean hasOpenResults() {
    return openResults > 0;
  }

  synchronized void resultOpened() {
    openResults++;
  }

  synchronized void resultClosed(long nowNanos) {
    openResults--;
    lastUsedNanos = nowNanos;
  }

  /** False when there are that many already. */
  synchronized boolean statementPrepared(long max) {
    if (preparedStatements >= max) {
      return false;
    }
    preparedStatements++;
    return true;
  }

  synchronized void statementClosed() {
    preparedStatements--;
  }
}
