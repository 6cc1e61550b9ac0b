package dev.millrace.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.sandbox.slow-answer, slowAnswer, -1s",
        "millrace.sandbox.silent-hold, silentHold, -1s",
        "millrace.sandbox.webhooks.secret, webhooks.secret, ''",
        "millrace.sandbox.webhooks.secret, webhooks.secret, fifteen-letters",
        "millrace.sandbox.webhooks.secret, webhooks.secret, millrace-sandbox-development",
        "millrace.sandbox.webhooks.secret, webhooks.secret, 'millrace-sandbox-development '",
        "millrace.sandbox.webhooks.sample, webhooks.sample, 1.1",
        "millrace.sandbox.webhooks.sample, webhooks.sample, NaN",
        "millrace.sandbox.webhooks.attempts, webhooks.attempts, 0",
        "millrace.sandbox.webhooks.first-backoff, webhooks.firstBackoff, 0s",
        "millrace.sandbox.webhooks.timeout, webhooks.timeout, 0s",
        "millrace.sandbox.webhooks.concurrency, webhooks.concurrency, 0",
        "millrace.sandbox.webhooks.queue, webhooks.queue, 0",
        "millrace.sandbox.webhooks.queue, webhooks.queue, 1000001",
    })
    void a_setting_out_of_bounds_is_named(String name, String property, String value, CapturedOutput output) {
        Map<String, String> settings = new HashMap<>(
                Map.of("millrace.sandbox.webhooks.secret", "long-enough-for-a-secret", "server.port", "0"));
        settings.put(name, value);
        assertThatThrownBy(() -> PaymentSandboxApplication.application()
                        .run(settings.entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                                .toArray(String[]::new)))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("Property: millrace.sandbox." + property)
                .contains("Reason: must ");
    }
}
