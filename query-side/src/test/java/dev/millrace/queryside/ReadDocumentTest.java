package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.DescribedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadDocumentTest {

    private final String document = QueryServer.shared()
            .web()
            .get()
            .uri(QueryServer.shared().url().replace("/api/v1", "/v3/api-docs"))
            .retrieve()
            .bodyToMono(String.class)
            .block(Duration.ofSeconds(30));

    private final JsonNode json = new JsonMapper().readTree(document);

    @Test
    void every_body_has_an_example_that_its_schema_allows_and_every_code_a_meaning() {
        DescribedApi api = new DescribedApi(document);

        assertThat(api.invalidExamples()).isEmpty();
        assertThat(api.bodiesWithoutExample()).isEmpty();
        assertThat(api.codesWithoutMeaning()).isEmpty();
    }

    @Test
    void what_is_one_of_a_few_words_or_an_id_says_so() {
        assertThat(property("OrderSummary", "paymentStatus").at("/$ref").asString())
                .endsWith("/PaymentStatus");
        assertThat(property("OrderSummary", "reason").at("/$ref").asString()).endsWith("/ClosingCode");
        assertThat(property("JourneyDeadline", "kind").at("/$ref").asString()).endsWith("/DeadlineKind");
        assertThat(property("LoggedEvent", "id").at("/format").asString()).isEqualTo("uuid");
        assertThat(property("OrderSummary", "country").at("/pattern").asString())
                .isEqualTo("^[A-Z]{2}$");
    }

    @Test
    void a_stream_says_what_its_messages_are_and_when_there_is_none() {
        JsonNode answers = json.at("/paths/~1api~1v1~1events~1stream/get/responses");

        assertThat(answers.at("/200/content/text~1event-stream/schema/$ref").asString())
                .endsWith("/LoggedEvent");
        assertThat(answers.at("/429/x-problem-codes/0").asString()).isEqualTo("too-many-streams");
    }

    @Test
    void a_read_at_a_position_says_that_it_may_be_behind() {
        assertThat(json.at("/paths/~1api~1v1~1orders~1{id}/get/responses/503/x-problem-codes")
                        .toString())
                .contains("read-model-behind");
    }

    private JsonNode property(String schema, String name) {
        return json.at("/components/schemas/" + schema + "/properties/" + name);
    }
}
