package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;

/** Waits for the read side. */
final class ReadSide {

    private ReadSide() {}

    /** Until no projection lags behind the log and none has parked an event. */
    static void awaitAll(URI platform) {
        ReadApi api = new ReadApi(platform);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(api.get("/admin/projections").get("items"))
                        .hasSize(4)
                        .allSatisfy(projection -> {
                            assertThat(projection.get("lagEvents").asLong())
                                    .as("lag of %s", projection)
                                    .isZero();
                            assertThat(projection.get("parked").asLong())
                                    .as("parked by %s", projection)
                                    .isZero();
                        }));
    }
}
