package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.config.NodeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Below which URLs statements may read files: the entries of {@code files.roots} that are URLs. Immutable. */
final class RemoteRoots {
  /** What a server may take for a point, a slash or a backslash. */
  private static final Pattern HIDDEN_STEP = Pattern.compile("(?i)%(2e|2f|5c)|\\\\");

  private final List<URI> roots;

  private RemoteRoots(List<URI> roots) {
    this.roots = roots;
  }

  static RemoteRoots of(ConfigValues node) {
    return new RemoteRoots(node.list(NodeOptions.FILES_ROOTS).stream()
        .filter(root -> root.contains("://") && !root.startsWith(S3Location.SCHEME))
        .map(RemoteRoots::root)
        .toList());
  }

  private static URI root(String text) {
    URI root = parse(text);
    if (root == null || port(root) < 0 || root.getQuery() != null || root.getFragment() != null) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must have URLs such as 'https://host/path' and 's3://bucket/prefix', but has '%s'"
              .formatted(NodeOptions.FILES_ROOTS, text));
    }
    return root;
  }

  private static @Nullable URI parse(String text) {
    try {
      URI uri = new URI(text);
      boolean isPlain = uri.getScheme() != null
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && !HIDDEN_STEP.matcher(String.valueOf(uri.getRawPath())).find();
      return isPlain ? uri.normalize() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /**
   * The URL that a text is, if it may be read.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for one that may not, or is none
   */
  URI require(String text) {
    URI uri = parse(text);
    if (uri == null) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no URL that is read; it is scheme://host/path, with other characters as %%20"
              .formatted(text));
    }
    if (!isAllowed(uri)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s': this server reads no files of '%s'; its option '%s' would have to name that, or a URL above the file"
              .formatted(
                  text, uri.getScheme() + "://" + uri.getRawAuthority(), NodeOptions.FILES_ROOTS));
    }
    return uri;
  }

  boolean isAllowed(URI uri) {
    return roots.stream().anyMatch(root -> isBelow(root, uri));
  }

  private static boolean isBelow(URI root, URI uri) {
    String above = String.valueOf(root.getRawPath());
    String path = String.valueOf(uri.getRawPath());
    String folder = above.endsWith("/") ? above : above + "/";
    return lower(root.getScheme()).equals(lower(uri.getScheme()))
        && lower(root.getHost()).equals(lower(uri.getHost()))
        && port(root) == port(uri)
        && !path.contains("/../")
        && (path.startsWith(folder) || path.equals(above));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    int port = uri.getPort();
    return port >= 0
        ? port
        : switch (lower(uri.getScheme())) {
          case "http" -> 80;
          case "https" -> 443;
          default -> -1;
        };
  }
}
