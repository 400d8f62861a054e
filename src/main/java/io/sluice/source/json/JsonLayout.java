package io.sluice.source.json;

/** How the records of a file follow each other. The names are written into plans and into the option {@code json.format}. */
enum JsonLayout {
  /** Records end where their line ends, so that a file can be read from the middle. */
  NEWLINE_DELIMITED,
  /** The file is one array of records. */
  ARRAY,
  /** Records follow each other, with any white space between and in them. */
  UNSTRUCTURED
}
