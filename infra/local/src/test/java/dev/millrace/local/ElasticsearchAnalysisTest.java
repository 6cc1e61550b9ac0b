package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchAnalysisTest {

    @TempDir
    Path folder;

    @Test
    void the_filters_of_the_official_image_are_there_under_its_names() throws Exception {
        LocalServersSettings settings = TestSettings.in(folder).withServers(LocalServer.ELASTICSEARCH);
        try (LocalServers servers = LocalServers.start(settings)) {
            ElasticsearchAddress elasticsearch = servers.elasticsearch();
            Mark.http(elasticsearch, "PUT", "/texts", """
                    {"settings": {"analysis": {
                      "filter": {
                        "folded": {"type": "asciifolding"},
                        "start": {"type": "edge_ngram", "min_gram": 1, "max_gram": 3},
                        "part": {"type": "ngram", "min_gram": 2, "max_gram": 3},
                        "stem": {"type": "stemmer", "language": "english"}},
                      "normalizer": {"plain": {"type": "custom", "filter": ["lowercase", "folded"]}},
                      "analyzer": {
                        "words": {"tokenizer": "standard", "filter": ["lowercase", "folded", "stem"]},
                        "starts": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "start"]},
                        "parts": {"tokenizer": "standard", "filter": ["lowercase", "part"]}}}}}
                    """);

            assertThat(tokens(elasticsearch, "analyzer", "words", "Crème Lanterns"))
                    .containsExactly("creme", "lantern");
            assertThat(tokens(elasticsearch, "analyzer", "starts", "Éclair")).containsExactly("e", "ec", "ecl");
            assertThat(tokens(elasticsearch, "analyzer", "parts", "Mug")).containsExactly("mu", "mug", "ug");
            assertThat(tokens(elasticsearch, "normalizer", "plain", "Crème Brûlée"))
                    .containsExactly("creme brulee");
            assertThat(Mark.http(elasticsearch, "GET", "/", "")).contains("\"number\":\"9.5.3\"");
        }
    }

    private static List<String> tokens(ElasticsearchAddress elasticsearch, String kind, String name, String text)
            throws Exception {
        String body = "{\"%s\": \"%s\", \"text\": \"%s\"}".formatted(kind, name, text);
        String answer = Mark.http(elasticsearch, "POST", "/texts/_analyze", body);
        return Pattern.compile("\"token\":\"([^\"]*)\"")
                .matcher(answer)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
