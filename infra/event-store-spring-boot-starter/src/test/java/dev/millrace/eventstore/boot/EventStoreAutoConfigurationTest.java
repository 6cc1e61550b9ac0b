package dev.millrace.eventstore.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.meters.EventStoreMeters;
import dev.millrace.eventstore.processing.EventProcessors;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.util.TreeSet;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.inmemory.InMemoryTokenStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventStoreAutoConfigurationTest {

    private static final String NOWHERE = "r2dbc:postgresql://127.0.0.1:1/none";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EventStoreAutoConfiguration.class,
                    AxonOnEventStoreAutoConfiguration.class,
                    EventStoreObservabilityAutoConfiguration.class));
    private final ApplicationContextRunner unmigrated =
            runner.withPropertyValues("millrace.event-store.migrations.enabled=false");

    private static FailureAnalysis analysed(Throwable failure) {
        return new MisconfiguredEventStoreAnalyzer().analyze(failure);
    }

    @Test
    void without_a_database_it_is_said_what_to_set() {
        unmigrated.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = analysed(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("The event store has no database");
            assertThat(analysis.getAction()).contains("Set millrace.event-store.url");
        });
    }

    @Test
    void a_url_of_another_database_is_refused_without_telling_the_password() {
        unmigrated
                .withPropertyValues(
                        "millrace.event-store.url=r2dbc:mysql://localhost/shop",
                        "millrace.event-store.username=u",
                        "millrace.event-store.password=secret")
                .run(context -> assertThat(analysed(context.getStartupFailure()).getDescription())
                        .contains("r2dbc:mysql://localhost/shop")
                        .contains("Not a URL of r2dbc-postgresql")
                        .doesNotContain("secret"));
    }

    @Test
    void migrations_of_an_application_s_own_connection_factory_need_a_jdbc_url() {
        runner.withBean(ConnectionFactory.class, () -> EventStoreConnections.pool(NOWHERE, "u", "p", 1))
                .run(context -> assertThat(analysed(context.getStartupFailure()).getAction())
                        .contains("millrace.event-store.migrations.url"));
    }

    @Test
    void the_application_s_own_connection_factory_is_used_and_not_disposed_of() {
        var pool = EventStoreConnections.pool(NOWHERE, "u", "p", 1);
        unmigrated
                .withBean(ConnectionFactory.class, () -> pool)
                .run(context -> assertThat(
                                context.getBean(StoreConnections.class).factory())
                        .isSameAs(pool));
    }

    @Test
    void spring_s_own_r2dbc_settings_will_do() {
        unmigrated
                .withPropertyValues("spring.r2dbc.url=" + NOWHERE, "spring.r2dbc.username=u")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(PostgresEventLog.class)
                        .hasSingleBean(AxonConfiguration.class));
    }

    @Test
    void beans_of_the_application_go_first() {
        TokenStore tokens = new InMemoryTokenStore();
        unmigrated
                .withPropertyValues("spring.r2dbc.url=" + NOWHERE, "spring.r2dbc.username=u")
                .withBean("mine", TokenStore.class, () -> tokens)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(TokenStore.class);
                    assertThat(context.getBean(TokenStore.class)).isSameAs(tokens);
                    assertThat(context).doesNotHaveBean(EventProcessors.class);
                });
    }

    @Test
    void a_token_store_of_its_own_can_t_park_and_says_so() {
        unmigrated
                .withPropertyValues(
                        "spring.r2dbc.url=" + NOWHERE,
                        "spring.r2dbc.username=u",
                        "millrace.event-store.parking.enabled=true")
                .withBean("mine", TokenStore.class, InMemoryTokenStore::new)
                .run(context -> assertThat(analysed(context.getStartupFailure()).getAction())
                        .contains("millrace.event-store.parking.enabled=false"));
    }

    @Test
    void a_master_key_that_is_none_is_refused_without_being_told() {
        unmigrated
                .withPropertyValues(
                        "spring.r2dbc.url=" + NOWHERE,
                        "spring.r2dbc.username=u",
                        "millrace.event-store.erasure.master-keys=2026:c2hvcnQ=")
                .run(context -> assertThat(analysed(context.getStartupFailure()).getDescription())
                        .contains("millrace.event-store.erasure is not fit for use")
                        .contains("2026")
                        .doesNotContain("c2hvcnQ="));
    }

    @Test
    void it_can_be_turned_off() {
        runner.withPropertyValues("millrace.event-store.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(EventLog.class)
                        .doesNotHaveBean(AxonConfiguration.class));
    }

    @Test
    void it_needs_neither_micrometer_nor_boot_s_health() {
        unmigrated
                .withPropertyValues("spring.r2dbc.url=" + NOWHERE, "spring.r2dbc.username=u")
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(PostgresEventLog.class)
                        .doesNotHaveBean(EventStoreMeters.class)
                        .doesNotHaveBean(ReactiveHealthIndicator.class));
    }

    @Test
    void every_setting_is_documented() throws IOException {
        JsonNode metadata = JsonMapper.builder()
                .build()
                .readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
        TreeSet<String> documented = new TreeSet<>();
        metadata.get("properties")
                .forEach(property -> documented.add(property.get("name").asString()));
        TreeSet<String> actual = new TreeSet<>();
        collect(EventStoreProperties.class, "millrace.event-store.", actual);

        assertThat(documented).isEqualTo(actual);
    }

    private static void collect(Class<?> settings, String prefix, TreeSet<String> names) {
        for (var component : settings.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(component.getType(), name + ".", names);
            } else {
                names.add(name);
            }
        }
    }
}
