package io.sluice.operator.sample;

/** What a sample draws. */
public enum SampleMethod {
  /** Single rows, each by itself. */
  BERNOULLI("Bernoulli"),
  /** Batches of rows as they come, which is quicker and less even. */
  SYSTEM("System");

  private final String text;

  SampleMethod(String text) {
    this.text = text;
  }

  /** As it is written in plans. */
  @Override
  public String toString() {
    return text;
  }
}
