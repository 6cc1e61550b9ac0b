package dev.millrace.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lists, for programs, the codes of problems that the descriptions of answers name: of each answer, and of all with their statuses. */
final class ProblemCodes {

    /** At each answer the codes it may have; at the whole document the statuses that each code may come with. */
    static final String EXTENSION = "x-problem-codes";

    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:[.-][a-z]+)+)`");

    private ProblemCodes() {}

    static void list(OpenAPI document) {
        Map<String, SortedSet<String>> all = new TreeMap<>();
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation.getResponses().forEach((status, response) -> {
                            List<String> codes = codes(response);
                            if (!codes.isEmpty()) {
                                response.addExtension(EXTENSION, codes);
                            }
                            codes.forEach(code -> all.computeIfAbsent(code, first -> new TreeSet<>())
                                    .add(status));
                        })));
        document.addExtension(EXTENSION, all);
    }

    private static List<String> codes(ApiResponse response) {
        boolean problem =
                response.getContent() != null && response.getContent().containsKey("application/problem+json");
        return problem && response.getDescription() != null
                ? CODE.matcher(response.getDescription())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .distinct()
                        .toList()
                : List.of();
    }
}
