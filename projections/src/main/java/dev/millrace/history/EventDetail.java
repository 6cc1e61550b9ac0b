package dev.millrace.history;

import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event's particulars without its lists of lines, which for a large order are most of it. */
final class EventDetail {
    private EventDetail() {}

    static String of(BusinessEvent event) {
        return EventJson.mapper()
                .writeValueAsString(
                        switch (event) {
                            case OrderPlaced placed ->
                                Map.of("lines", placed.lines().size(), "total", placed.total());
                            case OrderStockEvent moved -> moved(moved);
                            default -> event;
                        });
    }

    private static Map<String, Object> moved(OrderStockEvent event) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("skus", event.skus().size());
        switch (event) {
            case StockReserved reserved -> detail.put("expiresAt", reserved.expiresAt());
            case StockReleased released -> detail.put("reason", released.reason());
            case StockShipped shipped -> detail.put("parcelId", shipped.parcelId());
        }
        return detail;
    }
}
