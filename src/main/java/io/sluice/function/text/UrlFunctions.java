package io.sluice.function.text;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a URL. They are NULL for a text that is no URL. */
public final class UrlFunctions {
  private static final String CATEGORY = "urls";
  private static final List<DataType> URL = List.of(VARCHAR);

  private UrlFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        part(
            "url_extract_protocol",
            "The protocol.",
            "url_extract_protocol('https://a.b/c') is https",
            url -> orEmpty(url.getScheme())),
        part(
            "url_extract_host",
            "The host.",
            "url_extract_host('https://a.b:80/c') is a.b",
            url -> orEmpty(url.getHost())),
        part(
            "url_extract_path",
            "The path.",
            "url_extract_path('https://a.b/c?d=e') is /c",
            url -> orEmpty(url.getPath())),
        part(
            "url_extract_query",
            "What stands behind the question mark.",
            "url_extract_query('https://a.b/c?d=e') is d=e",
            url -> orEmpty(url.getRawQuery())),
        part(
            "url_extract_fragment",
            "What stands behind the number sign.",
            "url_extract_fragment('https://a.b/c#d') is d",
            url -> orEmpty(url.getFragment())),
        ScalarDefinition.named(CATEGORY, "url_extract_port")
            .says(
                "The port; NULL when there is none.", "url_extract_port('https://a.b:80/c') is 80")
            .nullableRows("url_extract_port(url)", URL, BIGINT, row -> port(text(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "url_extract_parameter")
            .says(
                "The value of the first parameter of a name; NULL when there is none.",
                "url_extract_parameter('https://a.b/c?d=e&f=g', 'f') is g")
            .nullableRows(
                "url_extract_parameter(url, name)",
                List.of(VARCHAR, VARCHAR),
                VARCHAR,
                row -> parameter(text(row, 0), text(row, 1)))
            .build());
  }

  private static ScalarFunction part(
      String name, String sentence, String example, Function<URI, String> function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .nullableRows(name + "(url)", URL, VARCHAR, row -> {
          URI url = url(text(row, 0));
          return url == null ? null : function.apply(url);
        })
        .build();
  }

  private static @Nullable URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }

  private static @Nullable Long port(String text) {
    URI url = url(text);
    return url == null || url.getPort() < 0 ? null : (Long) (long) url.getPort();
  }

  private static @Nullable String parameter(String text, String name) {
    URI url = url(text);
    if (url == null || url.getRawQuery() == null) {
      return null;
    }
    for (String pair : url.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (Texts.urlDecode(key).equals(name)) {
        return equals < 0 ? "" : Texts.urlDecode(pair.substring(equals + 1));
      }
    }
    return null;
  }

  private static String text(@Nullable Object[] row, int index) {
    return (String) requireNonNull(row[index]);
  }
}
