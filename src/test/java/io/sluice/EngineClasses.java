package io.sluice;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import io.sluice.api.Sluice;
import java.net.URI;
import java.net.URISyntaxException;

/** The classes that stand where the engine itself was compiled to, without those of tests, whatever the build calls these places. */
public final class EngineClasses implements ImportOption {
  private static final String ROOT = root();

  private static String root() {
    try {
      URI source =
          Sluice.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return source.getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean includes(Location location) {
    return location.contains(ROOT);
  }
}
