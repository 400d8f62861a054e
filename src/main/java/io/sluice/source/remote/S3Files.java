package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.config.NodeOptions;
import io.sluice.config.SourceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Objects of an S3 service: one by its key, those below a prefix, or those that fit a pattern. Thread-safe. */
final class S3Files implements FileStore {
  private static final String WILDCARDS = "*?[{";

  private final List<S3Location> roots;
  private final int maxListedFiles;
  private final Supplier<S3Objects> connect;
  private @Nullable S3Objects connected;

  /**
   * Connects when the first object is asked for.
   *
   * @param roots below which objects may be read
   * @param maxListedFiles how many objects a prefix may have that is listed
   */
  S3Files(List<S3Location> roots, int maxListedFiles, Supplier<S3Objects> connect) {
    this.roots = List.copyOf(roots);
    this.maxListedFiles = maxListedFiles;
    this.connect = connect;
  }

  /** As a node's configuration says. */
  static S3Files of(ConfigValues node) {
    List<S3Location> roots = node.list(NodeOptions.FILES_ROOTS).stream()
        .filter(root -> root.startsWith(S3Location.SCHEME))
        .map(S3Location::of)
        .toList();
    S3Config config = S3Config.of(node);
    RemoteLimits limits = RemoteLimits.of(node);
    return new S3Files(
        roots,
        node.getInt(SourceOptions.S3_MAX_LISTED_FILES),
        () -> new AwsS3Objects(config, limits));
  }

  private synchronized S3Objects objects() {
    S3Objects made = connected;
    if (made == null) {
      try {
        made = connect.get();
      } catch (NoClassDefFoundError e) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "s3:// needs the jars of software.amazon.awssdk:s3 and software.amazon.awssdk:url-connection-client on the class path",
            e);
      }
      connected = made;
    }
    return made;
  }

  @Override
  public boolean holds(String location) {
    return location.startsWith(S3Location.SCHEME);
  }

  private S3Location allowed(String location) {
    S3Location found = S3Location.of(location);
    if (roots.stream().noneMatch(root -> root.isAbove(found))) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s': this server does not read that; its option '%s' would have to name '%s', or a prefix in it"
              .formatted(location, NodeOptions.FILES_ROOTS, S3Location.SCHEME + found.bucket()));
    }
    return found;
  }

  @Override
  public List<String> find(String location) {
    S3Location wanted = S3Location.of(location);
    String fixed = fixedPart(wanted.key());
    if (!fixed.equals(wanted.key())) {
      String folder = fixed.substring(0, fixed.lastIndexOf('/') + 1);
      allowed(wanted.withKey(folder).toString());
      return matching(wanted, folder, matcher(location, wanted.key()));
    }
    allowed(location);
    boolean isFolder = wanted.key().isEmpty() || wanted.key().endsWith("/");
    if (!isFolder && objects().describe(wanted.bucket(), wanted.key()).isPresent()) {
      return List.of(location);
    }
    String folder = isFolder ? wanted.key() : wanted.key() + "/";
    return matching(wanted, folder, path -> true);
  }

  /** The part of a key before its first wildcard. */
  private static String fixedPart(String key) {
    int end = 0;
    while (end < key.length() && WILDCARDS.indexOf(key.charAt(end)) < 0) {
      end++;
    }
    return key.substring(0, end);
  }

  private static PathMatcher matcher(String location, String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no pattern: %s".formatted(location, e.getDescription()),
          e);
    }
  }

  private List<String> matching(S3Location wanted, String folder, PathMatcher matcher) {
    return objects().list(wanted.bucket(), folder, maxListedFiles).stream()
        .filter(key -> isFile(key, folder) && matcher.matches(Path.of(key)))
        .map(key -> wanted.withKey(key).toString())
        .toList();
  }

  /** Whether a key is that of a file as folders have them, and not hidden below the folder. */
  private static boolean isFile(String key, String folder) {
    try {
      if (!Path.of(key).toString().equals(key) || key.length() <= folder.length()) {
        return false;
      }
      for (Path part : Path.of(key.substring(folder.length()))) {
        if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
          return false;
        }
      }
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public FileVersion describe(String path) {
    S3Location object = allowed(path);
    Optional<FileVersion> found = objects().describe(object.bucket(), object.key());
    return found.orElseThrow(() -> new SluiceException(
        ErrorCode.IO_ERROR, "Cannot read file '%s': it does not exist".formatted(path)));
  }

  /** Each read finds out itself. */
  @Override
  public void check(String path, FileVersion version) {}

  @Override
  public void read(String path, FileVersion version, long offset, byte[] target, int count) {
    if (count > 0) {
      S3Location object = allowed(path);
      objects().read(object.bucket(), object.key(), version, offset, target, count);
    }
  }

  @Override
  public InputStream open(String path, FileVersion version, long offset) {
    return new RangeStream(this, path, version, offset);
  }
}
