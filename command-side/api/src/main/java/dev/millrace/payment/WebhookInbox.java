package dev.millrace.payment;

import static dev.millrace.eventstore.Columns.texts;
import static dev.millrace.eventstore.Columns.uuids;

import dev.millrace.commandside.CommandSideDatabase;
import dev.millrace.eventstore.GroupCommit;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps every message of a gateway, with what came of it. Messages that come at the same time share statements. Non-blocking.
 */
final class WebhookInbox {

    private static final String GATEWAY = "sandbox";

    private static final String STORE = """
            INSERT INTO command_side.webhooks AS stored (gateway, id, type, payment_id, order_id, body)
            SELECT $1, new.id, new.type, new.payment_id, new.order_id, decode(new.body, 'hex')
              FROM unnest($2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[])
                AS new (id, type, payment_id, order_id, body)
             ORDER BY new.id
            ON CONFLICT (gateway, id) DO UPDATE SET type = stored.type
            RETURNING id, handled_at IS NULL AS pending""";

    /** Locks in one order, so that instances can't wait for each other in a circle. */
    private static final String HANDLED = """
            WITH handled AS (
                SELECT stored.id, told.outcome, told.position
                  FROM command_side.webhooks AS stored
                  JOIN unnest($2::text[], $3::text[], $4::bigint[]) AS told (id, outcome, position) ON told.id = stored.id
                 WHERE stored.gateway = $1
                 ORDER BY stored.id FOR UPDATE OF stored)
            UPDATE command_side.webhooks AS stored
               SET handled_at = clock_timestamp(), outcome = handled.outcome, position = handled.position
              FROM handled
             WHERE stored.gateway = $1 AND stored.id = handled.id""";

    private final CommandSideDatabase database;
    private final GroupCommit<Received, Boolean> storing =
            new GroupCommit<>(Received::id, this::store, GroupCommit.UNHURRIED);
    private final GroupCommit<Handled, Boolean> handling =
            new GroupCommit<>(Handled::id, this::handled, GroupCommit.UNHURRIED);

    WebhookInbox(CommandSideDatabase database) {
        this.database = database;
    }

    /** Stores a message that is new. Answers whether it is still to be handled: new, or stored by a run that died. */
    Mono<Boolean> store(GatewayMessage message, byte[] body) {
        return Mono.defer(
                () -> storing.write(new Received(message, HexFormat.of().formatHex(body))));
    }

    /**
     * @param outcome {@code applied}, {@code ignored}, or the code of the rejection
     * @param position of the last event; absent if there is none
     */
    Mono<Void> handled(GatewayMessage message, String outcome, @Nullable Long position) {
        return Mono.defer(() -> handling.write(new Handled(message.id(), outcome, position)))
                .then();
    }

    /** Forgets up to {@code limit} messages that were handled and came longer than {@code age} ago; answers with how many. */
    Mono<Long> purge(Duration age, int limit) {
        return database.update(
                """
                DELETE FROM command_side.webhooks WHERE (gateway, id) IN (
                    SELECT gateway, id FROM command_side.webhooks
                    WHERE handled_at IS NOT NULL AND received_at < clock_timestamp() - make_interval(secs => $1)
                    ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)""", statement -> statement.bind(0, age.toMillis() / 1000.0).bind(1, limit));
    }

    private Mono<Function<Received, Boolean>> store(List<Received> received) {
        return database.rows(
                        STORE,
                        statement -> statement
                                .bind(0, GATEWAY)
                                .bind(1, texts(received, Received::id))
                                .bind(2, texts(received, one -> one.message().type()))
                                .bind(3, uuids(received, one -> one.message().paymentId()))
                                .bind(4, uuids(received, one -> one.message().orderId()))
                                .bind(5, texts(received, Received::body)),
                        row -> Boolean.TRUE.equals(row.get("pending", Boolean.class))
                                ? Objects.requireNonNull(row.get("id", String.class))
                                : "")
                .collect(Collectors.toSet())
                .map(pending -> one -> pending.contains(one.id()));
    }

    private Mono<Function<Handled, Boolean>> handled(List<Handled> handled) {
        return database.update(
                        HANDLED,
                        statement -> statement
                                .bind(0, GATEWAY)
                                .bind(1, texts(handled, Handled::id))
                                .bind(2, texts(handled, Handled::outcome))
                                .bind(3, handled.stream().map(Handled::position).toArray(Long[]::new)))
                .thenReturn(one -> true);
    }

    /** @param body in hexadecimal digits, since the driver knows no arrays of bytes */
    private record Received(GatewayMessage message, String body) {

        String id() {
            return message.id();
        }
    }

    private record Handled(
            String id, String outcome, @Nullable Long position) {}
}
