package io.sluice.cli.print;

import io.sluice.error.SluiceException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The standard streams of the command line: UTF-8 whatever the locale, and output that tells when nobody reads it any more. */
public record StandardStreams(Writer out, PrintStream err) {
  private static final int BUFFER_CHARS = 1 << 16;

  public static StandardStreams standard() {
    Writer out =
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new StandardStreams(new BufferedWriter(out, BUFFER_CHARS), err);
  }

  /** One line, after everything that was printed before. */
  public void complain(String message) {
    try {
      out.flush();
    } catch (IOException e) {
      // Nobody reads the output; the complaint may still be read.
    }
    err.println(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  public void complain(SluiceException failure) {
    complain(failure.describe());
  }
}
