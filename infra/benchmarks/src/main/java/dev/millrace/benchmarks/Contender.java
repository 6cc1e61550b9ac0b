package dev.millrace.benchmarks;

import java.nio.file.Path;

/** A build of the platform that is measured beside another: its process, while it runs, and what was measured of it. */
final class Contender implements AutoCloseable {

    private final Build build;
    private final Path folder;
    private final int port;
    private PlatformProcess process;
    private Shop shop;

    private Contender(Build build, Path folder, int port) {
        this.build = build;
        this.folder = folder;
        this.port = port;
        start();
    }

    /** Starts it on an empty folder, with a shop. */
    static Contender start(Build build, Path folder, int port) {
        return new Contender(build, folder, port);
    }

    PlatformProcess platform() {
        return process;
    }

    Shop shop() {
        return shop;
    }

    /** Ends it, and starts it on the data that is there. */
    void restart() {
        close();
        start();
    }

    private void start() {
        process = PlatformProcess.start(build, folder, port);
        shop = new Shop(process.url());
    }

    @Override
    public void close() {
        shop.close();
        process.close();
    }
}
