package io.sluice.function.text;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.VARCHAR;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import java.util.List;

/**
 * Functions of regular expressions in the syntax of RE2, which no pattern and no text can make slow. Flags: {@code i} ignores case, {@code c} does not, {@code s} lets a point match line ends,
 * {@code m} lets ^ and $ match at lines, {@code g} replaces all.
 */
public final class PatternFunctions {
  private static final String CATEGORY = "patterns";

  private PatternFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "regexp_matches", "regexp_like")
            .says("Whether a part of the text matches.", "regexp_matches('abc', 'b.') is true")
            .kernel(
                "regexp_matches(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BOOLEAN,
                () -> RegexpKernel.matching(false))
            .kernel(
                "regexp_matches(text, pattern, flags)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> RegexpKernel.matching(false))
            .build(),
        ScalarDefinition.named(CATEGORY, "regexp_full_match")
            .says("Whether the whole text matches.", "regexp_full_match('abc', 'b.') is false")
            .kernel(
                "regexp_full_match(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BOOLEAN,
                () -> RegexpKernel.matching(true))
            .kernel(
                "regexp_full_match(text, pattern, flags)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> RegexpKernel.matching(true))
            .build(),
        ScalarDefinition.named(CATEGORY, "regexp_replace")
            .says(
                "The text with the first match replaced, all with the flag g; \\1 is the first group.",
                "regexp_replace('hello', '[lo]', '-', 'g') is he---")
            .kernel(
                "regexp_replace(text, pattern, replacement)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                VARCHAR,
                RegexpKernel::replacing)
            .kernel(
                "regexp_replace(text, pattern, replacement, flags)",
                List.of(VARCHAR, VARCHAR, VARCHAR, VARCHAR),
                VARCHAR,
                RegexpKernel::replacing)
            .build(),
        ScalarDefinition.named(CATEGORY, "regexp_extract", "regexp_substr")
            .says(
                "The first match, or a group of it; empty when there is none. Of an array of names, a row of as many groups.",
                "regexp_extract('ab12', '([a-z]+)(\\d+)', 2) is 12")
            .kernel(
                "regexp_extract(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                VARCHAR,
                RegexpKernel::extracting)
            .kernel(
                "regexp_extract(text, pattern, group)",
                List.of(VARCHAR, VARCHAR, BIGINT),
                VARCHAR,
                RegexpKernel::extracting)
            .kernel(
                "regexp_extract(text, pattern, group, flags)",
                List.of(VARCHAR, VARCHAR, BIGINT, VARCHAR),
                VARCHAR,
                RegexpKernel::extracting)
            .build(),
        ScalarDefinition.named(CATEGORY, "regexp_count")
            .says("How many matches there are.", "regexp_count('banana', 'an') is 2")
            .kernel(
                "regexp_count(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BIGINT,
                RegexpKernel::counting)
            .build(),
        ScalarDefinition.named(CATEGORY, "like")
            .says(
                "Whether the whole text matches; % stands for any text, _ for one character.",
                "\"like\"('abc', 'a%') is true")
            .kernel(
                "like(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(false))
            .kernel(
                "like(text, pattern, escape)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(false))
            .build(),
        ScalarDefinition.named(CATEGORY, "ilike")
            .says("As like, without case.", "ilike('ABC', 'a%') is true")
            .kernel(
                "ilike(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(true))
            .kernel(
                "ilike(text, pattern, escape)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(true))
            .build(),
        ScalarDefinition.named(CATEGORY, "like_escape")
            .says(
                "As like, with a character that makes % and _ stand for themselves.",
                "like_escape('a%c', 'a$%c', '$') is true")
            .kernel(
                "like_escape(text, pattern, escape)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(false))
            .build(),
        ScalarDefinition.named(CATEGORY, "ilike_escape")
            .says("As like_escape, without case.", "ilike_escape('A%c', 'a$%c', '$') is true")
            .kernel(
                "ilike_escape(text, pattern, escape)",
                List.of(VARCHAR, VARCHAR, VARCHAR),
                BOOLEAN,
                () -> new LikeRowsKernel(true))
            .build(),
        ScalarDefinition.named(CATEGORY, "similar_to")
            .says(
                "Whether the whole text matches a regular expression.",
                "similar_to('abc', 'a.*') is true")
            .kernel(
                "similar_to(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                BOOLEAN,
                () -> RegexpKernel.matching(true))
            .build());
  }
}
