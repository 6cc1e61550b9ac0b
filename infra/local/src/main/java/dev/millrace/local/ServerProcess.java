package dev.millrace.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How one kind of server is prepared, run and asked whether it answers. Blocking; called by one thread at a time. */
sealed interface ServerProcess permits PostgresProcess, KafkaProcess, RedisProcess, ElasticsearchProcess {

    /** Unpacks what it needs and makes its data folder; quick when that has been done before. */
    void prepare() throws IOException;

    /** A command that serves until its standard input ends. */
    List<String> command() throws IOException;

    default Map<String, String> environment() {
        return Map.of();
    }

    /** Whether it serves requests now; false while it can't be reached. */
    boolean answers();
}
