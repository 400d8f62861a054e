package io.sluice.cli.shell;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is written until it is more than a screen: then a pager starts and gets it all; what never grows so tall goes to the terminal when it is closed. Keeps no
 * more than a screen of lines. For one thread.
 */
final class PagingWriter extends Writer {
  private final Writer terminal;
  private final String pager;
  private final int screenLines;
  private final int screenCells;
  private final StringBuilder kept = new StringBuilder();
  private int keptLines;
  private @Nullable Process process;
  private @Nullable Writer toPager;

  /**
   * Starts nothing yet.
   *
   * @param terminal where it goes when it fits
   * @param pager a command for the shell of the system
   */
  PagingWriter(Writer terminal, String pager, int screenLines, int screenCells) {
    this.terminal = terminal;
    this.pager = pager;
    this.screenLines = screenLines;
    this.screenCells = screenCells;
  }

  /** The person has left the pager, and wants no more. */
  static final class PagerLeftException extends IOException {
    private static final long serialVersionUID = 1L;

    PagerLeftException(IOException cause) {
      super(cause);
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    if (toPager != null) {
      try {
        toPager.write(text, offset, length);
      } catch (IOException e) {
        throw new PagerLeftException(e);
      }
      return;
    }
    kept.append(text, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == '\n') {
        int position = kept.length() - length + i - offset;
        int start = kept.lastIndexOf("\n", position - 1) + 1;
        keptLines += 1 + (position - start) / screenCells;
      }
    }
    if (keptLines > screenLines) {
      startPager();
    }
  }

  private void startPager() throws IOException {
    process = new ProcessBuilder("sh", "-c", pager)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    toPager = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    toPager.append(kept);
    kept.setLength(0);
  }

  /** What is kept stays: whether it is more than a screen is not known yet. */
  @Override
  public void flush() throws IOException {
    if (toPager != null) {
      try {
        toPager.flush();
      } catch (IOException e) {
        throw new PagerLeftException(e);
      }
    }
  }

  /** Shows what is kept, or waits until the pager has ended. */
  @Override
  public void close() throws IOException {
    if (toPager == null || process == null) {
      terminal.append(kept);
      terminal.flush();
      kept.setLength(0);
      return;
    }
    try {
      toPager.close();
    } catch (IOException e) {
      // The pager was left before the end.
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
