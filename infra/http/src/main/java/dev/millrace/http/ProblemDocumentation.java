package dev.millrace.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Tells of the problems in the OpenAPI document what they mean: at each answer, and of all codes together. */
final class ProblemDocumentation {

    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, String> TRIED_AGAIN =
            Map.of("Retry-After", "Seconds to wait before the next attempt");

    private static final Map<String, Map<String, String>> HEADERS = Map.of(
            "406", Map.of("Accept", "What can be given"),
            "409", Map.of("Retry-After", "Seconds to wait before the next attempt, if it may go better then"),
            "415", Map.of("Accept", "What is taken", "Accept-Encoding", "`identity`, if it was encoded"),
            "429", TRIED_AGAIN,
            "503", TRIED_AGAIN);

    private static final Map<String, String> STATUSES = Map.ofEntries(
            Map.entry("400", "The request isn't well formed; `errors` names the fields."),
            Map.entry("401", "Whoever sent it has not proved who that is."),
            Map.entry("403", "Whoever sent it may not do this."),
            Map.entry("404", "What the path names isn't there."),
            Map.entry("406", "Nothing that can be given is accepted."),
            Map.entry("408", "The request didn't come in time."),
            Map.entry("409", "The state of things doesn't allow it."),
            Map.entry("412", "A precondition doesn't hold. Nothing has happened."),
            Map.entry("413", "The body is too large."),
            Map.entry("414", "The first line is too long."),
            Map.entry("415", "The body is of a type that isn't taken."),
            Map.entry("421", "It was sent to another server than this."),
            Map.entry("422", "It is well formed, and never allowed."),
            Map.entry("429", "Too much at once from one address. Try again after `Retry-After` seconds."),
            Map.entry("431", "The headers are too large."),
            Map.entry("500", "Something went wrong here."),
            Map.entry("503", "It can't be answered now. Try again after `Retry-After` seconds."));

    private final Map<String, String> meanings;
    private final Map<String, SortedSet<String>> statuses = new TreeMap<>();

    /** @param meanings by code */
    ProblemDocumentation(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    void tell(OpenAPI document) {
        Map<String, ApiResponse> shared = new TreeMap<>();
        statuses.computeIfAbsent("method-not-allowed", first -> new TreeSet<>()).add("405");
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation.getResponses().replaceAll((status, response) -> {
                            List<String> codes = ProblemAnswers.codes(response);
                            if (codes.isEmpty()) {
                                return response;
                            }
                            tell(status, codes, response);
                            return ofAll(status, codes) ? reference(status, response, shared) : response;
                        })));
        shared.forEach(document.getComponents()::addResponses);
        document.addExtension(ProblemAnswers.CODES, all());
    }

    private void tell(String status, List<String> codes, ApiResponse response) {
        codes.forEach(
                code -> statuses.computeIfAbsent(code, first -> new TreeSet<>()).add(status));
        String list = codes.stream()
                .map(code -> "\n- `" + code + "`: " + meanings.getOrDefault(code, ""))
                .collect(Collectors.joining());
        response.description(STATUSES.getOrDefault(
                                status,
                                HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase())
                        + "\n" + list)
                .content(new Content()
                        .addMediaType(
                                PROBLEM,
                                new MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/" + ProblemSchema.NAME))
                                        .example(example(status, codes))));
        HEADERS.getOrDefault(status, Map.of())
                .forEach((name, description) -> response.addHeaderObject(
                        name, new Header().description(description).schema(new StringSchema())));
    }

    /** Of the code that is most its own. */
    private Object example(String status, List<String> codes) {
        String code =
                codes.stream().filter(each -> each.contains(".")).findFirst().orElse(codes.getFirst());
        Problem problem =
                Problem.of(HttpStatus.valueOf(Integer.parseInt(status)), code, meanings.getOrDefault(code, code));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type().toString());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        members.put("requestId", "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10");
        return members;
    }

    /** Whether many answers are just like it. */
    private static boolean ofAll(String status, List<String> codes) {
        return List.of(ConventionProblems.OF_ALL, ConventionProblems.OF_NAMED, ConventionProblems.OF_WRITES).stream()
                .anyMatch(some -> some.containsKey(status) && codes.equals(List.of(some.get(status))));
    }

    private static ApiResponse reference(String status, ApiResponse response, Map<String, ApiResponse> shared) {
        String name =
                HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase().replaceAll("\\W", "");
        shared.putIfAbsent(name, response);
        return new ApiResponse().$ref("#/components/responses/" + name);
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new TreeMap<>();
        statuses.forEach((code, with) -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("statuses", new ArrayList<>(with));
            told.put("meaning", meanings.get(code));
            all.put(code, told);
        });
        return all;
    }
}
