package dev.millrace.projections;

import dev.millrace.cart.LiveCarts;
import dev.millrace.eventstore.EventLog;
import dev.millrace.inventory.LiveStock;
import dev.millrace.order.LiveOrders;
import dev.millrace.projections.live.LiveWriter;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** The live view with all that contexts show in it. */
final class LiveViews {

    private LiveViews() {}

    static LiveWriter writer(ReactiveStringRedisTemplate redis, EventLog log, Duration retention) {
        return new LiveWriter(
                redis, log, retention, List.of(new LiveCarts(), new LiveOrders()), List.of(new LiveStock()));
    }
}
