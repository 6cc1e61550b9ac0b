package dev.millrace.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What codes of problems mean, for the OpenAPI document. Every bean of this type is asked. Immutable.
 *
 * @param byCode a sentence for each code
 */
public record ProblemMeanings(Map<String, String> byCode) {

    public ProblemMeanings {
        byCode = Map.copyOf(byCode);
    }

    static Map<String, String> all(List<ProblemMeanings> some) {
        Map<String, String> all = new TreeMap<>();
        some.forEach(each -> all.putAll(each.byCode()));
        return all;
    }
}
