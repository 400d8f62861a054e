package io.sluice.cli.shell;

import io.sluice.cli.print.ResultFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How a shell shows what comes. Changed by commands; for one thread. */
final class ShellSettings {
  private ResultFormat format = ResultFormat.TABLE;
  private boolean isExpanded;
  private boolean isTimed;
  private boolean isPaged = true;
  private boolean isQuiet;
  private boolean isEchoing;
  private boolean continuesOnError;
  private Optional<OutputFile> outputFile = Optional.empty();

  /** Where results go instead of the console. */
  record OutputFile(Path path, Writer writer) {}

  /** The form of the next result. */
  ResultFormat format() {
    return isExpanded && format == ResultFormat.TABLE ? ResultFormat.VERTICAL : format;
  }

  void setFormat(ResultFormat newFormat) {
    format = newFormat;
  }

  boolean isExpanded() {
    return isExpanded;
  }

  void setExpanded(boolean newExpanded) {
    isExpanded = newExpanded;
  }

  /** Whether the time of each statement is told. */
  boolean isTimed() {
    return isTimed;
  }

  void setTimed(boolean newTimed) {
    isTimed = newTimed;
  }

  boolean isPaged() {
    return isPaged;
  }

  void setPaged(boolean newPaged) {
    isPaged = newPaged;
  }

  /** Whether only results and errors are shown. */
  boolean isQuiet() {
    return isQuiet;
  }

  void setQuiet(boolean newQuiet) {
    isQuiet = newQuiet;
  }

  /** Whether each statement of a script is shown before it runs. */
  boolean isEchoing() {
    return isEchoing;
  }

  void setEchoing(boolean newEchoing) {
    isEchoing = newEchoing;
  }

  /** Whether a script goes on behind a statement that failed. */
  boolean continuesOnError() {
    return continuesOnError;
  }

  void setContinuesOnError(boolean newContinues) {
    continuesOnError = newContinues;
  }

  Optional<OutputFile> outputFile() {
    return outputFile;
  }

  /** Sends results to a file, which is written anew. */
  void writeTo(Path path) throws IOException {
    Writer writer = new BufferedWriter(Files.newBufferedWriter(path));
    writeToConsole();
    outputFile = Optional.of(new OutputFile(path, writer));
  }

  /** Sends results to the console again. */
  void writeToConsole() throws IOException {
    Optional<OutputFile> file = outputFile;
    outputFile = Optional.empty();
    if (file.isPresent()) {
      file.get().writer().close();
    }
  }
}
