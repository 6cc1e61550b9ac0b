package dev.millrace.benchmarks;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.ErasureSettings;
import dev.millrace.eventstore.erasure.MasterKeys;
import dev.millrace.eventstore.erasure.Personal;
import dev.millrace.eventstore.erasure.PersonalFields;
import dev.millrace.eventstore.erasure.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** Events with one personal value, of a thousand customers: as they are, and encrypted. */
final class PersonalEvents {

    private static final int CUSTOMERS = 1_000;
    private static final int READ_AT_ONCE = 64;

    /** As far as encryption is concerned. */
    private record OrderPlaced(
            String customer, @Personal(subject = "customer") String email) {}

    private final PostgresEventLog log;
    private final Sealing sealing;

    PersonalEvents(StoreAppends store) {
        this.log = store.log(0);
        ErasureSettings settings =
                ErasureSettings.of(MasterKeys.parse("1:" + Base64.getEncoder().encodeToString(new byte[32])));
        this.sealing = Erasure.on(store.pool(), settings)
                .sealing(PersonalFields.of(
                        List.of(OrderPlaced.class),
                        _ -> SampleEvents.TYPE,
                        JsonMapper.builder().build(),
                        settings.marker()));
    }

    Load.Measured clear(int inFlight, Duration duration) {
        return Load.closed(inFlight, duration, _ -> log.append(List.of(event()), AppendCondition.none()));
    }

    Load.Measured encrypted(int inFlight, Duration duration) {
        return Load.closed(
                inFlight,
                duration,
                _ -> sealing.seal(List.of(event())).flatMap(events -> log.append(events, AppendCondition.none())));
    }

    /** Events per second. */
    double readAsTheyAre(int events) {
        return TailReads.ofLog(log, events);
    }

    /** Events per second. */
    double readDecrypted(int events) {
        return TailReads.of(log.read(Criteria.everything(), 0, events).flatMapSequential(sealing::open, READ_AT_ONCE));
    }

    private static NewEvent event() {
        String customer = Integer.toString(ThreadLocalRandom.current().nextInt(CUSTOMERS));
        String personal = "{\"customer\":\"%s\",\"email\":\"customer-%s@example.com\",".formatted(customer, customer);
        String rest = new String(SampleEvents.PAYLOAD, StandardCharsets.UTF_8).substring(1);
        return new NewEvent(
                SampleEvents.id(),
                SampleEvents.TYPE,
                "1",
                Instant.now(),
                (personal + rest).getBytes(StandardCharsets.UTF_8),
                SampleEvents.METADATA,
                Set.of(Tag.of("customer", customer)));
    }
}
