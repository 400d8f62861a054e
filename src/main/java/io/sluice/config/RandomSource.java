package io.sluice.config;

import java.security.SecureRandom;

/** Randomness as the engine sees it; a simulation brings its own. Thread-safe. */
public interface RandomSource {
  /** Unpredictable, from the operating system. */
  RandomSource SYSTEM = new SecureRandom()::nextLong;

  long nextLong();
}
