package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.reactive.result.method.RequestMappingInfo.paths;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.RequestMappingInfo;

class AddressesTest {

    private static final RequestMappingInfo THING =
            paths("/things/{name}").methods(GET).build();

    @Test
    void a_word_beside_a_name_hides_the_thing_of_that_name() {
        refused(THING, paths("/things/search").methods(GET).build());
        refused(paths("/things/search").build(), THING);
        refused(
                paths("/things/{name}/parts/{part}").methods(GET).build(),
                paths("/things/all/parts/{part}").methods(GET).build());
        refused(
                paths("/things/{name}/parts/all").methods(GET).build(),
                paths("/things/all/parts/{part}").methods(GET).build());
    }

    @Test
    void what_is_elsewhere_or_told_apart_hides_nothing() {
        taken(THING, paths("/thing-searches").methods(GET).build());
        taken(THING, paths("/things/{name}/parts").methods(GET).build());
        taken(THING, paths("/things/{name}").methods(POST).build());
        taken(THING, paths("/things/imports").methods(POST).build());
        taken(THING, paths("/things/search").methods(GET).params("text").build());
        taken(
                paths("/things/{name}/parts").methods(GET).build(),
                paths("/things/{name}/price").methods(GET).build());
        taken(
                paths("/things").methods(GET).produces("application/json").build(),
                paths("/things").methods(GET).produces("text/event-stream").build());
    }

    private static void refused(RequestMappingInfo... endpoints) {
        assertThatThrownBy(() -> Addresses.refuseHiding(List.of(endpoints)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("share addresses");
    }

    private static void taken(RequestMappingInfo... endpoints) {
        assertThatCode(() -> Addresses.refuseHiding(List.of(endpoints))).doesNotThrowAnyException();
    }
}
