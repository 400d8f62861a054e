package io.sluice.source.parquet.page;

/** The data pages of a chunk that hold a row that is wanted, and how far to read without coming to others. Immutable. */
public final class PageSelection {
  /** Fewer bytes than that between wanted pages are read with them: another read takes longer. */
  private static final long MIN_GAP_BYTES = 16 << 10;

  private final PageLocations locations;
  private final long headEnd;
  private final long[] runEnds;
  private final int prunedPages;

  private PageSelection(PageLocations locations, long headEnd, long[] runEnds, int prunedPages) {
    this.locations = locations;
    this.headEnd = headEnd;
    this.runEnds = runEnds;
    this.prunedPages = prunedPages;
  }

  /**
   * The pages that hold some rows.
   *
   * @param offset where the chunk begins; what stands before its first data page is wanted too
   */
  public static PageSelection of(PageLocations locations, long offset, RowRanges wanted) {
    int pages = locations.pageCount();
    long[] runEnds = new long[pages];
    int pruned = 0;
    int range = wanted.count() - 1;
    long nextOffset = Long.MAX_VALUE;
    long nextEnd = 0;
    for (int page = pages - 1; page >= 0; page--) {
      while (range >= 0 && wanted.start(range) >= locations.endRow(page)) {
        range--;
      }
      long end = locations.endOffset(page);
      if (range < 0 || wanted.end(range) <= locations.firstRow(page)) {
        pruned++;
        runEnds[page] = end;
      } else {
        nextEnd = nextOffset - end < MIN_GAP_BYTES ? nextEnd : end;
        nextOffset = locations.offset(page);
        runEnds[page] = nextEnd;
      }
    }
    long first = locations.offset(0);
    // Where nothing stands before the first page, reading begins at the first one that is wanted.
    long minGap = first > offset ? MIN_GAP_BYTES : 1;
    long headEnd = nextOffset - first < minGap ? nextEnd : first;
    return new PageSelection(locations, headEnd, runEnds, pruned);
  }

  PageLocations locations() {
    return locations;
  }

  /** How many pages hold no such row. */
  public int prunedPages() {
    return prunedPages;
  }

  /** How far to read from the beginning of the chunk. */
  long headEnd() {
    return headEnd;
  }

  /** How far to read from a page on. */
  long runEnd(int page) {
    return runEnds[page];
  }
}
