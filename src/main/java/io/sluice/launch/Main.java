package io.sluice.launch;

import io.sluice.cli.SluiceCommand;
import java.util.Set;

/**
 * The fat jar's main class. Arguments that begin with {@code -} start a node, as Vert.x's launcher has it: {@code -cluster -conf conf/worker.json}; all others
 * are a command line such as {@code sql "SELECT 1"}.
 */
public final class Main {
  private static final Set<String> OF_THE_COMMAND_LINE =
      Set.of("-h", "-help", "--help", "-V", "-version", "--version");

  private Main() {}

  public static void main(String[] args) {
    UnsafeNotice.silence();
    boolean isNode =
        args.length > 0 && args[0].startsWith("-") && !OF_THE_COMMAND_LINE.contains(args[0]);
    Logging.configure(isNode);
    int exitCode = isNode ? NodeApplication.launch(args) : SluiceCommand.execute(args);
    if (!isNode || exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
