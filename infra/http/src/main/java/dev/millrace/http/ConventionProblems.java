package dev.millrace.http;

import java.util.Map;
import java.util.TreeMap;

/** The problems that operations have by the conventions, whatever they do. */
final class ConventionProblems {

    /** Codes that every operation may have, by status. */
    static final Map<String, String[]> OF_ALL = new TreeMap<>(Map.of(
            "400", new String[] {"invalid-request"},
            "406", new String[] {"not-acceptable"},
            "414", new String[] {"uri-too-long"},
            "415", new String[] {"unsupported-media-type"},
            "421", new String[] {"unknown-host"},
            "422", new String[] {"card-data-refused"},
            "431", new String[] {"headers-too-large"},
            "500", new String[] {"internal-error"},
            "503", new String[] {"dependency-unavailable"}));

    /** Of those whose path has a place for a name. */
    static final Map<String, String[]> OF_NAMED = Map.of("404", new String[] {"not-found"});

    /** Of those that change something. */
    static final Map<String, String[]> OF_WRITES = new TreeMap<>(Map.of(
            "403", new String[] {"foreign-origin"},
            "408", new String[] {"body-too-slow"},
            "413", new String[] {"body-too-large"}));

    /** Of those that take a body. */
    static final Map<String, String[]> OF_BODIES = Map.of("400", new String[] {"malformed-json"});

    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry("invalid-request", "A value isn't what the operation takes, or one is missing."),
            Map.entry("malformed-json", "The body can't be read as JSON."),
            Map.entry("foreign-origin", "A page of another origin sent it, and may not act here."),
            Map.entry("not-found", "There is nothing at this path."),
            Map.entry("method-not-allowed", "The path doesn't take this method; `Allow` names those that it takes."),
            Map.entry("not-acceptable", "`Accept` has nothing that can be given. Nothing has happened."),
            Map.entry("body-too-slow", "The body didn't come within " + RawBody.MAX_SECONDS + " seconds."),
            Map.entry(
                    "body-too-large", "The body is larger than 1 MiB, or than what the operation says that it takes."),
            Map.entry("uri-too-long", "Path and query are too long."),
            Map.entry(
                    "unsupported-media-type",
                    "The body isn't JSON in UTF-8, or it is encoded; so say its headers, though there be none."),
            Map.entry("unknown-host", "`Host` has a name that isn't one of the platform's."),
            Map.entry("card-data-refused", "There is card data in it, which must never come here."),
            Map.entry("headers-too-large", "The headers are too large."),
            Map.entry("internal-error", "A fault of the platform's. The request id leads to it in the log."),
            Map.entry(
                    "dependency-unavailable",
                    "A server that is needed doesn't answer. Try again after `Retry-After` seconds.")));

    private ConventionProblems() {}
}
