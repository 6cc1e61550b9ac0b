package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.TestStore;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.junit.jupiter.api.AfterAll;
import tools.jackson.databind.json.JsonMapper;

/** Axon's conformance suite of an engine with dynamic consistency boundaries. */
class PostgresEventStorageEngineTest extends StorageEngineTestSuite<PostgresEventStorageEngine> {

    private final TestStore store = TestStore.fresh();

    @Override
    protected PostgresEventStorageEngine buildStorageEngine() {
        return new PostgresEventStorageEngine(
                store.instance(), new JsonConverter(JsonMapper.builder().build()));
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void close() {
        store.close();
    }
}
