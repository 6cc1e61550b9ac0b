package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What contexts use of each other, beside the events and commands in which they meet. */
class ContextsTest {

    private static final Contexts CONTEXTS = Contexts.ofTheCode();

    @Test
    void no_context_uses_in_a_circle_what_uses_it() {
        assertThat(CONTEXTS.circle()).isEmpty();
    }

    @Test
    void no_context_reaches_into_the_rules_of_another() {
        assertThat(CONTEXTS.reachesIntoRules()).isEmpty();
    }

    @Test
    void the_picture_in_the_documents_is_that_of_the_code() throws IOException {
        assertThat(Contexts.PICTURE).content().contains(CONTEXTS.picture());
    }
}
