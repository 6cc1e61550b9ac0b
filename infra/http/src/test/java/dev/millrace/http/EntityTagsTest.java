package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class EntityTagsTest {

    private static EntityTags of(String... lines) {
        HttpHeaders headers = new HttpHeaders();
        for (String line : lines) {
            headers.add(HttpHeaders.IF_MATCH, line);
        }
        return EntityTags.of(headers, HttpHeaders.IF_MATCH).orElseThrow();
    }

    @Test
    void a_list_is_strong_tags_and_weak_ones_on_however_many_lines() {
        assertThat(of("\"17\"")).isEqualTo(new EntityTags(false, Set.of("17"), Set.of()));
        assertThat(of(" , \"a,b\" ,W/\"c\",, \"\"", "\"d\""))
                .isEqualTo(new EntityTags(false, Set.of("a,b", "", "d"), Set.of("c")));
        assertThat(of(" * ")).isEqualTo(new EntityTags(true, Set.of(), Set.of()));
        assertThat(EntityTags.of(new HttpHeaders(), HttpHeaders.IF_MATCH)).isEmpty();
    }

    @Test
    void a_weak_tag_never_matches_strongly() {
        assertThat(of("W/\"17\"").matchStrongly("17")).isFalse();
        assertThat(of("W/\"17\"").matchWeakly("17")).isTrue();
        assertThat(of("\"16\", \"17\"").matchStrongly("17")).isTrue();
        assertThat(of("*").matchStrongly("17")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "17",
                "\"17",
                "17\"",
                "\"1\" \"2\"",
                "*, \"1\"",
                "w/\"1\"",
                "W/ \"1\"",
                "\"a b\"",
                "**"
            })
    void what_is_no_list_is_refused(String value) {
        assertThatThrownBy(() -> of(value))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().errors().getFirst().field())
                                .isEqualTo("If-Match"));
    }

    @Test
    void a_long_list_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> of("\"1\", ".repeat(1_500) + "x")).isInstanceOf(ProblemException.class);
    }
}
