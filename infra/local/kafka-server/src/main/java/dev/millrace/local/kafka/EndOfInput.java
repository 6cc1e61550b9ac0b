package dev.millrace.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends this JVM when standard input ends: then the parent has asked for it, or is gone. */
final class EndOfInput {
    private static final long SECONDS_TO_STOP = 15;

    private EndOfInput() {}

    static void exits() {
        Thread.ofPlatform().daemon().name("end-of-input").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException parentGone) {
                // The same as an end.
            }
            Thread.ofPlatform().daemon().name("patience").start(EndOfInput::haltLater);
            System.exit(0);
        });
    }

    /** A stop that hangs must not leave an orphan. */
    private static void haltLater() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STOP);
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
        Runtime.getRuntime().halt(1);
    }
}
