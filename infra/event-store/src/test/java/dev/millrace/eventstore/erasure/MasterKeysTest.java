package dev.millrace.eventstore.erasure;

import static dev.millrace.eventstore.erasure.Customers.MASTER_A;
import static dev.millrace.eventstore.erasure.Customers.MASTER_B;
import static dev.millrace.eventstore.erasure.Customers.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.erasure.Customers.Ordered;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MasterKeysTest {

    private static final int MORE_THAN_A_PAGE = 501;

    @Test
    void what_is_no_master_key_is_said_without_repeating_it() {
        assertThatThrownBy(() -> MasterKeys.parse(null)).hasMessageStartingWith("No master key");
        assertThatThrownBy(() -> MasterKeys.parse("QUFB"))
                .hasMessage("Master key number 1 has no id: expected id:base64");
        assertThatThrownBy(() -> MasterKeys.parse(MASTER_A + ",b:QUFB"))
                .hasMessage("Master key b has 3 bytes instead of 32");
        assertThatThrownBy(() -> MasterKeys.parse("b:s€cret")).hasMessage("Master key b is not base64");
        assertThatThrownBy(() -> MasterKeys.parse(MASTER_A + "," + MASTER_A))
                .hasMessage("There are two master keys with the id a");
        assertThatThrownBy(() -> MasterKeys.fromEnvironment("NO_SUCH_VARIABLE"))
                .hasMessageStartingWith("NO_SUCH_VARIABLE: No master key");
        assertThat(MasterKeys.parse(MASTER_A + ", " + MASTER_B)).hasToString("MasterKeys[a, b]");
    }

    @Test
    void once_all_keys_are_wrapped_by_the_newest_the_old_one_is_needed_no_more() throws Throwable {
        try (TestStore store = TestStore.fresh()) {
            Customers before = Customers.in(store);
            IntStream.range(0, MORE_THAN_A_PAGE)
                    .mapToObj(i -> before.appended(new Ordered("7", "" + i, "note")))
                    .toList()
                    .forEach(java.util.concurrent.CompletableFuture::join);

            Customers tooEarly = new Customers(store, ErasureSettings.of(MasterKeys.parse(MASTER_B)));
            assertThatThrownBy(() -> tooEarly.sourced("customer", "1"))
                    .isInstanceOf(MasterKeyException.class)
                    .hasMessage("The key of customer=1 is wrapped by master key a; known are [b]");
            assertThatThrownBy(() -> tooEarly.erasure.rewrap().block(SOON)).isInstanceOf(MasterKeyException.class);

            Customers between = new Customers(store, ErasureSettings.of(MasterKeys.parse(MASTER_B + "," + MASTER_A)));
            between.append(new Ordered("7", "new", "note"));
            assertThat(between.erasure.rewrap().block(SOON)).isEqualTo(MORE_THAN_A_PAGE);
            assertThat(between.erasure.rewrap().block(SOON)).isZero();

            Customers after = new Customers(store, ErasureSettings.of(MasterKeys.parse(MASTER_B)));
            assertThat(after.sourced("order", "7"))
                    .hasSize(MORE_THAN_A_PAGE + 1)
                    .contains(new Ordered("7", "1", "note"), new Ordered("7", "new", "note"));
        }
    }

    @Test
    void another_key_under_the_same_id_is_found_out() throws Throwable {
        try (TestStore store = TestStore.fresh()) {
            Customers.in(store).append(new Ordered("7", "1", "note"));
            Customers wrong = new Customers(store, ErasureSettings.of(MasterKeys.parse("a" + MASTER_B.substring(1))));

            assertThatThrownBy(() -> wrong.sourced("customer", "1"))
                    .isInstanceOf(MasterKeyException.class)
                    .hasMessageStartingWith("The key of customer=1 can't be unwrapped: master key a is another");
        }
    }
}
