package io.sluice.config;

import java.util.Locale;

/** What a node does in its cluster. A node without a role is a client: a member that only asks. */
public enum NodeRole {
  /** Plans queries, gives their tasks to workers and answers clients. */
  COORDINATOR,
  /** Runs tasks. */
  WORKER;

  /** As it stands in a node's configuration, for instance {@code worker}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a text names a role. */
  static boolean isRole(String text) {
    for (NodeRole role : values()) {
      if (role.text().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
