package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.payment.WebhookSettings;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "                 ",
                "too-short",
                "millrace-sandbox-development",
                "millrace-sandbox-development\n"
            })
    void a_secret_that_anyone_may_have_is_refused_and_named(String secret) {
        assertThatThrownBy(() -> new WebhookSettings(secret, Duration.ofMinutes(5), Duration.ofDays(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "millrace.payments.sandbox.webhook-secret must be set, with at least 16 characters");
    }

    @Test
    void the_secret_that_once_stood_in_the_compose_file_ends_the_start_and_is_not_told(CapturedOutput output) {
        String published = "millrace-sandbox-development";
        assertThatThrownBy(() -> RunningApi.on(
                        TestServers.freshDatabase(), "--millrace.payments.sandbox.webhook-secret=" + published))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("millrace.payments.sandbox.webhook-secret must be set, with at least 16 characters,"
                        + " and not to the default of older versions")
                .doesNotContain(published);
    }

    @Test
    void a_lease_that_a_command_may_outlast_ends_the_start_and_both_settings_are_named(CapturedOutput output) {
        assertThatThrownBy(() -> RunningApi.on(
                        TestServers.freshDatabase(),
                        "--millrace.commands.timeout=7s",
                        "--millrace.idempotency.lease=7s"))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("'millrace.idempotency.lease'")
                .contains("It must be longer than millrace.commands.timeout, which is 7000ms");
    }
}
