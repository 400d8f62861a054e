package io.sluice.source.remote;

import io.sluice.config.NodeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import io.sluice.source.file.FileIdentity;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of HTTP servers that answer ranges. Redirections are followed where the configuration allows to read what they lead to. Thread-safe. */
final class HttpFiles implements FileStore {
  private static final int MAX_REDIRECTIONS = 5;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private final RemoteRoots roots;
  private final HttpTransport transport;

  /** Makes a request of a URL. */
  private interface Request {
    HttpTransport.Answer of(URI uri);
  }

  HttpFiles(RemoteRoots roots, HttpTransport transport) {
    this.roots = roots;
    this.transport = transport;
  }

  @Override
  public boolean holds(String location) {
    return location.regionMatches(true, 0, "http://", 0, "http://".length())
        || location.regionMatches(true, 0, "https://", 0, "https://".length());
  }

  /** The file itself: HTTP lists none. */
  @Override
  public List<String> find(String location) {
    roots.require(location.replace("*", ""));
    if (location.contains("*")) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "'%s': HTTP servers do not list files".formatted(location));
    }
    return stat(location).isPresent() ? List.of(location) : List.of();
  }

  @Override
  public FileVersion describe(String path) {
    return stat(path)
        .orElseThrow(() -> new SluiceException(
            ErrorCode.IO_ERROR, "Cannot read file '%s': it does not exist".formatted(path)));
  }

  private Optional<FileVersion> stat(String path) {
    HttpTransport.Answer head = follow(path, transport::head);
    if (head.status() == 200 && isLength(head.header("Content-Length"))) {
      if (head.header("Accept-Ranges").equalsIgnoreCase("none")) {
        throw noRanges(path);
      }
      return Optional.of(version(head, Long.parseLong(head.header("Content-Length"))));
    }
    return head.status() == 404 || head.status() == 410 ? Optional.empty() : statByRange(path);
  }

  /** Of a server that does not answer HEAD, or not in full. */
  private Optional<FileVersion> statByRange(String path) {
    HttpTransport.Answer first = follow(path, uri -> transport.range(uri, 0, new byte[1], 1));
    Matcher range = CONTENT_RANGE.matcher(first.header("Content-Range"));
    if (first.status() == 206 && range.matches()) {
      return Optional.of(version(first, Long.parseLong(range.group(3))));
    }
    if (first.status() == 404 || first.status() == 410) {
      return Optional.empty();
    }
    throw first.status() == 200 ? noRanges(path) : status(path, first);
  }

  private static boolean isLength(String text) {
    return text.matches("\\d{1,18}");
  }

  private static FileVersion version(HttpTransport.Answer answer, long size) {
    return new FileVersion(size, modifiedMillis(answer), tag(answer));
  }

  /** A weak one may stay the same when bytes change. */
  private static String tag(HttpTransport.Answer answer) {
    String tag = answer.header("ETag");
    return tag.toUpperCase(Locale.ROOT).startsWith("W/") ? "" : tag;
  }

  private static long modifiedMillis(HttpTransport.Answer answer) {
    String text = answer.header("Last-Modified");
    try {
      return text.isEmpty()
          ? 0
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private HttpTransport.Answer follow(String path, Request request) {
    URI uri = roots.require(path);
    for (int i = 0; i <= MAX_REDIRECTIONS; i++) {
      HttpTransport.Answer answer = request.of(uri);
      String location = answer.header("Location");
      if (answer.status() < 301 || answer.status() > 308 || location.isEmpty()) {
        return answer;
      }
      uri = redirected(path, uri, location);
    }
    throw new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot read file '%s': it is redirected more than %d times"
            .formatted(path, MAX_REDIRECTIONS));
  }

  private URI redirected(String path, URI uri, String location) {
    try {
      return roots.require(uri.resolve(location).toString());
    } catch (IllegalArgumentException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "Cannot read file '%s': it is redirected to what is no URL".formatted(path),
          e);
    } catch (SluiceException e) {
      throw new SluiceException(
          e.code(),
          "Cannot read file '%s', which is redirected: %s".formatted(path, e.getMessage()),
          e);
    }
  }

  /** Each read finds out itself. */
  @Override
  public void check(String path, FileVersion version) {}

  @Override
  public void read(String path, FileVersion version, long offset, byte[] target, int count) {
    if (count == 0) {
      return;
    }
    HttpTransport.Answer answer = follow(path, uri -> transport.range(uri, offset, target, count));
    switch (answer.status()) {
      case 206 -> checkRange(path, version, offset, count, answer);
      case 200 -> {
        checkVersion(path, version, version(answer, version.size()));
        if (offset != 0 || answer.bytes() != version.size()) {
          throw noRanges(path);
        }
      }
      case 404, 410, 412, 416 -> throw FileIdentity.changed(path);
      default -> throw status(path, answer);
    }
  }

  private static void checkRange(
      String path, FileVersion version, long offset, int count, HttpTransport.Answer answer) {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range"));
    if (!range.matches()) {
      throw noRanges(path);
    }
    checkVersion(path, version, version(answer, Long.parseLong(range.group(3))));
    boolean isWanted = Long.parseLong(range.group(1)) == offset
        && Long.parseLong(range.group(2)) == offset + count - 1
        && answer.bytes() == count;
    if (!isWanted) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "Cannot read file '%s': the server answers another range than the one from byte %d to %d"
              .formatted(path, offset, offset + count - 1));
    }
  }

  /** What an answer does not tell is not compared. */
  private static void checkVersion(String path, FileVersion planned, FileVersion found) {
    boolean isOther = planned.size() != found.size()
        || !planned.tag().isEmpty() && !planned.tag().equals(found.tag())
        || planned.modifiedMillis() > 0
            && found.modifiedMillis() > 0
            && planned.modifiedMillis() != found.modifiedMillis();
    if (isOther) {
      throw FileIdentity.changed(path);
    }
  }

  @Override
  public InputStream open(String path, FileVersion version, long offset) {
    return new RangeStream(this, path, version, offset);
  }

  private static SluiceException noRanges(String path) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "Cannot read file '%s': its server does not answer ranges; download it to a folder of '%s'"
            .formatted(path, NodeOptions.FILES_ROOTS));
  }

  private static SluiceException status(String path, HttpTransport.Answer answer) {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot read file '%s': its server answers status %d".formatted(path, answer.status()));
  }
}
