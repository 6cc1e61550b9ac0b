package dev.millrace.alumni;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.Personal;
import dev.millrace.eventstore.processing.EventProcessors;
import dev.millrace.eventstore.processing.ReplayFrom;
import dev.millrace.eventstore.processing.Replays;
import dev.millrace.evolution.Change;
import dev.millrace.evolution.Upcasters;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;
import org.axonframework.messaging.eventhandling.gateway.EventGateway;
import org.axonframework.messaging.eventhandling.processing.streaming.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.node.StringNode;

/** Events with a past, and with names in them that have to be forgotten one day. */
class AlumniTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Event(namespace = "alumni", name = "Joined", version = "2")
    record Joined(
            @EventTag(key = "member") String member,
            @Personal(subject = "member") String name,
            String since) {}

    static class Register {

        final Map<String, String> members = new ConcurrentHashMap<>();

        @EventHandler
        void on(Joined event) {
            members.put(event.member(), event.name() + " since " + event.since());
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Alumni {

        @Bean
        Upcasters upcasters() {
            return Upcasters.builder()
                    .change("alumni.Joined", "1", "2", Change.defaulted("since", StringNode.valueOf("long ago")))
                    .build();
        }

        @Bean
        Register register() {
            return new Register();
        }
    }

    @Test
    void upcasters_and_master_keys_of_the_application_are_heeded() {
        try (ConfigurableApplicationContext application = start(TestServers.freshDatabase())) {
            EventLog log = application.getBean(EventLog.class);
            log.append(List.of(firstVersion()), AppendCondition.none()).block(SOON);
            application
                    .getBean(EventGateway.class)
                    .publish(List.of(new Joined("2", "Bob", "2026")))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();

            Register register = application.getBean(Register.class);
            awaitMembers(register, Map.of("1", "Ann since long ago", "2", "Bob since 2026"));
            StoredEvent stored = log.read(Criteria.everything(), 1).blockFirst(SOON);
            assertThat(new String(stored.payload(), StandardCharsets.UTF_8)).doesNotContain("Bob");

            application.getBean(Erasure.class).erase(Tag.of("member", "2")).block(SOON);
            readAgain(application, register);

            awaitMembers(register, Map.of("1", "Ann since long ago", "2", "[erased] since 2026"));
        }
    }

    private static void readAgain(ConfigurableApplicationContext application, Register register) {
        StreamingEventProcessor processor =
                application.getBean(EventProcessors.class).processor("register");
        processor.shutdown().orTimeout(30, TimeUnit.SECONDS).join();
        register.members.clear();
        application
                .getBean(Replays.class)
                .reset("register", ReplayFrom.beginning())
                .block(SOON);
        processor.start().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static NewEvent firstVersion() {
        byte[] payload = "{\"member\":\"1\",\"name\":\"Ann\"}".getBytes(StandardCharsets.UTF_8);
        return new NewEvent(
                UUID.randomUUID(),
                "alumni.Joined",
                "1",
                Instant.now(),
                payload,
                Map.of(),
                Set.of(Tag.of("member", "1")));
    }

    private static void awaitMembers(Register register, Map<String, String> expected) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(register.members).isEqualTo(expected));
    }

    private static ConfigurableApplicationContext start(PostgresAddress database) {
        return new SpringApplicationBuilder(Alumni.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--millrace.event-store.url=r2dbc:postgresql://%s:%d/%s"
                                .formatted(database.host(), database.port(), database.database()),
                        "--millrace.event-store.username=" + database.username(),
                        "--millrace.event-store.password=" + database.password(),
                        "--millrace.event-store.erasure.master-keys=2026:" + "A".repeat(43) + "=");
    }
}
