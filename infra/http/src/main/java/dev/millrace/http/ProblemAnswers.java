package dev.millrace.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.stream.Stream;

/** Which problems an operation of the OpenAPI document has. */
public final class ProblemAnswers {

    /** At each answer the codes it may have; at the whole document all codes, with their statuses and what they mean. */
    static final String CODES = "x-problem-codes";

    private ProblemAnswers() {}

    /** Adds to those that are known already. */
    public static void add(Operation operation, String status, String... codes) {
        if (codes.length == 0) {
            return;
        }
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        ApiResponse response = operation.getResponses().computeIfAbsent(status, absent -> new ApiResponse());
        response.addExtension(
                CODES,
                Stream.concat(codes(response).stream(), Stream.of(codes))
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** None if it is no problem. */
    @SuppressWarnings("unchecked")
    static List<String> codes(ApiResponse response) {
        return response.getExtensions() == null
                ? List.of()
                : (List<String>) response.getExtensions().getOrDefault(CODES, List.of());
    }
}
