package io.sluice.source.remote;

import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server of some files that answers ranges, and misbehaves on demand. */
final class FileServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Map<String, File> files = new ConcurrentHashMap<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** How many GETs from now on fail with status 503. */
  final AtomicInteger failures = new AtomicInteger();

  /** How many GETs from now on are cut off in the middle. */
  final AtomicInteger cuts = new AtomicInteger();

  volatile boolean answersRanges = true;
  volatile boolean answersHead = true;

  /** Whether GETs are never answered. */
  volatile boolean hangs;

  private record File(Buffer content, String tag) {}

  FileServer() {
    server = EmbeddedEngine.await(
        vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  void put(String path, byte[] content, String tag) {
    files.put(path, new File(Buffer.buffer(content), tag));
  }

  /** The headers of requests that are signed. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** Methods, paths and ranges since the last call. */
  List<String> requests() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  private void answer(HttpServerRequest request) {
    String range = request.getHeader("Range");
    requests.add(request.method() + " " + request.path() + (range == null ? "" : " " + range));
    HttpServerResponse response = request.response();
    if (request.path().startsWith("/moved/")) {
      response
          .setStatusCode(302)
          .putHeader("Location", request.path().substring("/moved".length()))
          .end();
      return;
    }
    if (request.path().equals("/away")) {
      response
          .setStatusCode(302)
          .putHeader("Location", "http://127.0.0.2:1/x.parquet")
          .end();
      return;
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      authorizations.add(authorization);
    }
    if (request.getParam("list-type") != null) {
      list(request, response);
      return;
    }
    File file = files.get(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
    if (file == null) {
      response.setStatusCode(404).end("no such file");
      return;
    }
    if (!file.tag().isEmpty()) {
      response.putHeader("ETag", file.tag());
    }
    if (request.method().name().equals("HEAD")) {
      if (answersHead) {
        response
            .putHeader("Content-Length", String.valueOf(file.content().length()))
            .putHeader("Accept-Ranges", answersRanges ? "bytes" : "none")
            .end();
      } else {
        response.setStatusCode(405).end();
      }
      return;
    }
    get(request, response, file, range);
  }

  /** Lists keys of a bucket as S3 does, two at a time. */
  private void list(HttpServerRequest request, HttpServerResponse response) {
    String bucket = request.path().replaceAll("/$", "") + "/";
    String prefix = request.getParam("prefix", "");
    String after = request.getParam("continuation-token", "");
    List<String> keys = files.keySet().stream()
        .filter(path -> path.startsWith(bucket))
        .map(path -> path.substring(bucket.length()))
        .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
        .sorted()
        .toList();
    List<String> page = keys.subList(0, Math.min(2, keys.size()));
    StringBuilder xml = new StringBuilder(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml.append("<IsTruncated>").append(page.size() < keys.size()).append("</IsTruncated>");
    if (page.size() < keys.size()) {
      xml.append("<NextContinuationToken>")
          .append(page.get(page.size() - 1))
          .append("</NextContinuationToken>");
    }
    page.forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
    response.putHeader("Content-Type", "application/xml").end(xml + "</ListBucketResult>");
  }

  private void get(
      HttpServerRequest request, HttpServerResponse response, File file, String range) {
    if (hangs) {
      return;
    }
    if (failures.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      response.setStatusCode(503).end("busy");
      return;
    }
    Matcher wanted = RANGE.matcher(String.valueOf(range));
    if (!answersRanges || !wanted.matches()) {
      response.end(file.content());
      return;
    }
    int from = Integer.parseInt(wanted.group(1));
    int to = Math.min(Integer.parseInt(wanted.group(2)) + 1, file.content().length());
    if (from >= to) {
      response.setStatusCode(416).end();
      return;
    }
    response
        .setStatusCode(206)
        .putHeader(
            "Content-Range",
            "bytes " + from + "-" + (to - 1) + "/" + file.content().length());
    if (cuts.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      response.putHeader("Content-Length", String.valueOf(to - from));
      response
          .write(file.content().slice(from, from + (to - from) / 2))
          .onComplete(written -> request.connection().close());
    } else {
      response.end(file.content().slice(from, to));
    }
  }

  @Override
  public void close() {
    EmbeddedEngine.await(vertx.close());
  }
}
