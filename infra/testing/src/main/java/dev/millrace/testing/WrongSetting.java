package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Checks that a setting out of bounds is refused by its name. For modules with Spring Boot and AssertJ on the class path of their tests. */
public final class WrongSetting {

    private WrongSetting() {}

    /**
     * @param message what is said after the name and "is"
     * @param settings what is bound at start, by prefix
     */
    public static void isNamed(String name, String value, String message, Map<String, Class<?>> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
        assertThatThrownBy(() -> settings.forEach(binder::bindOrCreate)).hasRootCauseMessage(name + " is " + message);
    }
}
