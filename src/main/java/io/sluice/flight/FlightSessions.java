package io.sluice.flight;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.FlightOptions;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.Coordinator;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.StatusException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets clients in and finds their sessions: by a bearer token that they get for a name and a password, or by a cookie. Clients that send neither get a session with each call. When
 * there are too many sessions, those end whose clients have gone or never came back to them. Thread-safe.
 */
final class FlightSessions {
  private static final String COOKIE = "arrow_flight_session_id";
  private static final String AUTHORIZATION = "authorization";
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  /** Of clients that authenticate by the body of a handshake. */
  private static final String BODY_TOKEN = "auth-token-bin";

  private final Coordinator coordinator;
  private final ConfigValues options;
  private final Clock clock;
  private final RandomSource random;
  private final Consumer<FlightSession> onEnd;
  private final Map<String, FlightSession> sessions = new ConcurrentHashMap<>();

  /**
   * @param onEnd told of each session that has ended
   */
  FlightSessions(
      Coordinator coordinator,
      ConfigValues options,
      Clock clock,
      RandomSource random,
      Consumer<FlightSession> onEnd) {
    this.coordinator = coordinator;
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.onEnd = onEnd;
  }

  /**
   * The session of a call.
   *
   * @param request the call's headers
   * @param response headers of the answer, which tell a client of a new session
   * @throws StatusException UNAUTHENTICATED when the client may not connect or names a session that is not there, RESOURCE_EXHAUSTED when there are too many
   */
  FlightSession of(MultiMap request, MultiMap response) {
    String authorization = request.get(AUTHORIZATION);
    if (startsWith(authorization, BEARER)) {
      return named(authorization.substring(BEARER.length()).trim());
    }
    String bodyToken = request.get(BODY_TOKEN);
    if (bodyToken != null) {
      return named(decoded(bodyToken));
    }
    boolean isUser = startsWith(authorization, BASIC);
    if (isUser) {
      checkUser(decoded(authorization.substring(BASIC.length()).trim()));
    }
    Optional<FlightSession> remembered = cookie(request).map(sessions::get);
    if (remembered.isPresent()) {
      remembered.get().returned(clock.nanoTime());
      return remembered.get();
    }
    if (!isUser && isClosed()) {
      throw FlightStatus.unauthenticated("Connect with a user and a password");
    }
    FlightSession session = open();
    if (isUser) {
      response.set(AUTHORIZATION, BEARER + session.token());
    }
    response.set("set-cookie", COOKIE + "=" + session.token() + "; HttpOnly");
    return session;
  }

  /** Notes over which connection a session is used. */
  void connected(FlightSession session, HttpConnection connection) {
    session.connected(connection);
  }

  /** To be called when a connection has ended: sessions that are used over no other may give way to new ones. */
  void disconnected(HttpConnection connection) {
    sessions.values().forEach(session -> session.disconnected(connection));
  }

  /** A session for a name and a password that came in another way than in headers. */
  FlightSession of(String user, String password) {
    checkUser(user + ":" + password);
    return open();
  }

  private static boolean startsWith(@org.jspecify.annotations.Nullable String text, String prefix) {
    return text != null && text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FlightStatus.unauthenticated("The authorization header cannot be read");
    }
  }

  private static Optional<String> cookie(MultiMap headers) {
    for (String header : headers.getAll("cookie")) {
      for (String cookie : header.split(";")) {
        String[] parts = cookie.trim().split("=", 2);
        if (parts.length == 2 && parts[0].equals(COOKIE)) {
          return Optional.of(parts[1].replace("\"", ""));
        }
      }
    }
    return Optional.empty();
  }

  private FlightSession named(String token) {
    FlightSession session = sessions.get(token);
    if (session == null) {
      throw FlightStatus.unauthenticated(
          "There is no session of this token, or it has ended; connect again");
    }
    session.returned(clock.nanoTime());
    return session;
  }

  private boolean isClosed() {
    return !options.get(FlightOptions.USER).isEmpty();
  }

  /** Takes as long for every wrong password of a length. */
  private void checkUser(String userAndPassword) {
    if (!isClosed()) {
      return;
    }
    String wanted = options.get(FlightOptions.USER) + ":" + options.get(FlightOptions.PASSWORD);
    boolean isEqual = MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.UTF_8), userAndPassword.getBytes(StandardCharsets.UTF_8));
    if (!isEqual) {
      throw FlightStatus.unauthenticated("Wrong user or password");
    }
  }

  private synchronized FlightSession open() {
    if (sessions.size() >= options.get(FlightOptions.MAX_SESSIONS)) {
      FlightSession oldest = sessions.values().stream()
          .filter(FlightSession::isAbandoned)
          .min(Comparator.comparingLong(FlightSession::lastUsedNanos))
          .orElseThrow(() -> new StatusException(
              GrpcStatus.RESOURCE_EXHAUSTED,
              "%d sessions are open, as many as flight.max_sessions allows; try again when one has ended"
                  .formatted(sessions.size())));
      end(oldest);
    }
    String token = Secrets.next(random);
    FlightSession session = new FlightSession(token, coordinator.newSession(), clock.nanoTime());
    sessions.put(token, session);
    return session;
  }

  /** Ends a session with all that is its own. */
  void end(FlightSession session) {
    if (sessions.remove(session.token()) != null) {
      onEnd.accept(session);
      coordinator.endSession(session.session());
    }
  }

  /** Ends the sessions that nobody has used for long. To be called from time to time. */
  void endIdle() {
    long timeoutNanos = options.get(FlightOptions.SESSION_TIMEOUT) * 1_000_000;
    for (FlightSession session : all()) {
      boolean isIdle = clock.nanoTime() - session.lastUsedNanos() > timeoutNanos;
      if (isIdle && !session.hasOpenResults()) {
        end(session);
      }
    }
  }

  void endAll() {
    all().forEach(this::end);
  }

  private List<FlightSession> all() {
    return new ArrayList<>(sessions.values());
  }

  /** How many there are. */
  int count() {
    return sessions.size();
  }
}
