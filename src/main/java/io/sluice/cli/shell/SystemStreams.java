package io.sluice.cli.shell;

import java.util.List;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Which standard streams of this process are terminals. */
record SystemStreams(List<TerminalProvider> providers) {
  static SystemStreams look() {
    return new SystemStreams(
        TerminalBuilder.builder().getProviders(null, new IllegalStateException()));
  }

  boolean isTerminal(SystemStream stream) {
    return providers.stream().anyMatch(provider -> provider.isSystemStream(stream));
  }
}
