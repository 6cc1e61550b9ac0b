package dev.millrace.eventbus;

import dev.millrace.connections.EventStoreConnection;
import dev.millrace.connections.KafkaConnection;
import dev.millrace.connections.KafkaSettings;
import dev.millrace.connections.Migrations;
import dev.millrace.connections.PublicUrl;
import dev.millrace.eventstore.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;

/** The relay, started with the process, and the consumer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BusSettings.class, PublicUrl.class})
@Import({EventStoreConnection.class, KafkaConnection.class})
public class EventBus {
    private static final String SCHEMA = "millrace_bus";

    @Bean
    EventTopic eventTopic(Admin kafkaAdmin, BusSettings settings) {
        return new EventTopic(kafkaAdmin, settings);
    }

    @Bean
    EventRelay eventRelay(
            EventLog eventLog,
            ConnectionPool pool,
            EventTopic topic,
            KafkaSettings kafka,
            ObjectProvider<AwaitedPositions> awaited,
            ObjectProvider<MeterRegistry> meters,
            PublicUrl publicUrl,
            Migrations migrations) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return new EventRelay(
                eventLog,
                pool.unwrap(),
                topic,
                new RelayProducer(kafka),
                awaited.getIfAvailable(() -> Flux::never),
                publicUrl,
                meters.getIfAvailable(CompositeMeterRegistry::new),
                SCHEMA);
    }

    @Bean
    EventConsumer eventConsumer(KafkaSettings kafka, BusSettings settings, EventLog eventLog) {
        return new EventConsumer(kafka, settings, eventLog);
    }
}
