package io.sluice.cli.shell;

/** How a statement or a command ended, with the exit code of a script that ends behind it. */
enum RunStatus {
  OK(0),
  FAILED(1),
  /** The connection was refused or lost. */
  LOST(3),
  INTERRUPTED(130);

  private final int exitCode;

  RunStatus(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
