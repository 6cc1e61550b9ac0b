package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.live.LiveHash;
import dev.millrace.readmodels.LiveKind;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stock in the live view, warehouse by warehouse. */
public final class LiveStock implements LiveHash<Sku> {

    private static final Set<Class<? extends BusinessEvent>> HANDLES = EventCatalog.typesOf(StockEvent.class);

    @Override
    public LiveKind<Sku> kind() {
        return WarehouseStock.KIND;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return HANDLES;
    }

    @Override
    public Map<Sku, Map<String, ?>> fields(List<ProjectedEvent> events) {
        StockLevels levels = new StockLevels();
        for (ProjectedEvent event : events) {
            if (event.event() instanceof StockEvent stock) {
                levels.add(event.position(), stock);
            }
        }
        Map<Sku, Map<String, ?>> fields = new LinkedHashMap<>();
        levels.skus().forEach(sku -> fields.put(sku, levels.of(sku)));
        return fields;
    }
}
