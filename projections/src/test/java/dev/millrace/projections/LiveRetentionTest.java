package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartView;
import dev.millrace.connections.MillraceConnections;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.projections.live.LiveWriter;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** What is finished leaves the live view after a while, and comes back for a while if something happens to it. */
class LiveRetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final LiveKeys KEYS = new LiveKeys(1);

    private static Servers servers;
    private static ConfigurableApplicationContext connections;
    private static ReactiveStringRedisTemplate redis;
    private static LiveWriter writer;

    private final CartId cart = CartId.next();

    @BeforeAll
    static void connect() {
        servers = new Servers();
        connections = new SpringApplicationBuilder(MillraceConnections.class)
                .web(WebApplicationType.NONE)
                .properties(servers.settings())
                .run();
        redis = connections.getBean(ReactiveStringRedisTemplate.class);
        writer = LiveViews.writer(redis, connections.getBean(EventLog.class), RETENTION);
    }

    @AfterAll
    static void disconnect() {
        connections.close();
        servers.close();
    }

    @Test
    void what_is_open_stays_and_what_is_finished_has_its_time() {
        Instant now = Instant.now();
        write(happened(now, new CartOpened(cart, null, CurrencyUnit.GBP)));
        assertThat(left()).isZero();

        write(happened(now, new CartExpired(cart)));
        assertThat(left()).isBetween(RETENTION.minusMinutes(5), RETENTION);
    }

    @Test
    void what_was_finished_long_ago_is_not_brought_back_by_a_rebuild() {
        Instant then = Instant.now().minus(RETENTION).minusSeconds(1);
        write(happened(then, new CartOpened(cart, null, CurrencyUnit.GBP)), happened(then, new CartExpired(cart)));
        await().atMost(PATIENCE)
                .until(() -> !redis.hasKey(KEYS.of(CartView.KIND, cart)).block(PATIENCE));
    }

    @Test
    void what_happens_to_one_that_is_gone_is_applied_to_what_the_log_has_of_it() {
        Instant then = Instant.now().minus(RETENTION).minusSeconds(1);
        happened(then, new CartOpened(cart, null, CurrencyUnit.GBP));

        write(happened(Instant.now(), new CartExpired(cart)));
        String view = redis.opsForValue().get(KEYS.of(CartView.KIND, cart)).block(PATIENCE);
        assertThat(view)
                .contains("\"openedAt\":\"" + then.toString().substring(0, 19))
                .contains("expiredAt");
    }

    private Duration left() {
        return redis.getExpire(KEYS.of(CartView.KIND, cart)).block(PATIENCE);
    }

    private static void write(ProjectedEvent... events) {
        writer.write(KEYS.generation(), List.of(events)).block(PATIENCE);
    }

    /** Appends it, and has it as the projection gets it. */
    private ProjectedEvent happened(Instant at, BusinessEvent event) {
        String type = EventCatalog.typeName(event.getClass());
        long position = connections
                .getBean(EventLog.class)
                .append(
                        List.of(new NewEvent(
                                UUID.randomUUID(),
                                type,
                                EventCatalog.version(event.getClass()),
                                at,
                                EventJson.mapper().writeValueAsBytes(event),
                                Map.of(),
                                Set.of(Tag.of(Tags.CART, cart.toString())))),
                        AppendCondition.none())
                .block(PATIENCE);
        return new ProjectedEvent(position, type, at, event);
    }
}
