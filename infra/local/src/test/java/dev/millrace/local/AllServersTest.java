package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllServersTest {

    @TempDir
    Path folder;

    @Test
    void all_four_keep_their_data_and_ports_over_a_restart() throws Exception {
        Set<LocalServer> ready = ConcurrentHashMap.newKeySet();
        LocalServersSettings settings = TestSettings.in(folder).withProgress(step -> {
            if (step.state() == ServerState.READY) {
                ready.add(step.server());
            }
        });
        List<Object> before;
        try (LocalServers servers = LocalServers.start(settings)) {
            before = addresses(servers);
            Mark.leave(servers, "kept");
        }
        assertThat(ready).isEqualTo(EnumSet.allOf(LocalServer.class));

        try (LocalServers servers = LocalServers.start(settings)) {
            assertThat(addresses(servers)).isEqualTo(before);
            assertThat(Mark.find(servers)).isEqualTo(Mark.everywhere("kept"));
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void a_killed_jvm_leaves_no_server_behind_and_the_next_start_finds_the_data() throws Exception {
        LocalServersSettings settings = TestSettings.in(folder);
        List<ProcessHandle> orphans;
        try (PlatformInItsOwnJvm platform = PlatformInItsOwnJvm.start(settings, "survived")) {
            orphans = platform.servers();
            assertThat(orphans).hasSizeGreaterThanOrEqualTo(4);
            platform.kill();
        }

        // At once, while the servers of the killed JVM are still on their way out.
        try (LocalServers servers = LocalServers.start(settings)) {
            assertThat(Mark.find(servers)).isEqualTo(Mark.everywhere("survived"));
            await().atMost(Duration.ofSeconds(30)).until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void servers_that_lost_power_come_back_with_what_they_had_acknowledged() throws Exception {
        try (LocalServers servers = LocalServers.start(TestSettings.in(folder))) {
            Mark.leave(servers, "durable");
            // Redis alone acknowledges before it writes, up to a second.
            await().until(() -> Mark.ask(servers.redis(), "INFO persistence").contains("aof_pending_bio_fsync:0"));

            for (LocalServer server : LocalServer.values()) {
                servers.kill(server);
                assertThat(servers.runs(server)).isFalse();
            }
            for (LocalServer server : LocalServer.values()) {
                servers.start(server);
            }

            Map<LocalServer, String> found = Mark.find(servers);
            assertThat(found).isEqualTo(Mark.everywhere("durable"));
        }
    }

    private static List<Object> addresses(LocalServers servers) {
        return List.of(servers.postgres(), servers.kafka(), servers.redis(), servers.elasticsearch());
    }
}
