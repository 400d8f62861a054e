package io.sluice.launch;

import java.lang.reflect.Method;

/**
 * The four lines that JDK 24 and later print when a library first calls {@code sun.misc.Unsafe}, as Hazelcast does at every start. Nobody who runs Sluice can
 * act on them, and no entry of a jar's manifest turns them off: {@code --sun-misc-unsafe-memory-access=allow} does, which a bare {@code java -jar} lacks.
 */
final class UnsafeNotice {
  private UnsafeNotice() {}

  /** Marks the notice as given. Does nothing on a JDK that has none, or that names the mark otherwise: then the lines are printed, and no more. */
  static void silence() {
    try {
      Method mark = Class.forName("sun.misc.Unsafe").getDeclaredMethod("trySetMemoryAccessWarned");
      mark.setAccessible(true);
      mark.invoke(null);
    } catch (ReflectiveOperationException | RuntimeException absent) {
      return;
    }
  }
}
