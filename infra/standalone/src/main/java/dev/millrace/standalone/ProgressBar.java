package dev.millrace.standalone;

import dev.millrace.demo.DemoProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far the demo is: done, per second, time left. On a terminal one line that is drawn again, elsewhere a line now and
 * then. Thread-safe.
 */
final class ProgressBar implements DemoProgress {

    private static final int WIDTH = 30;
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private String phase = "";
    private long began;
    private long drawn;

    ProgressBar(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void advanced(String phase, int done, int total) {
        long now = nanoTime.getAsLong();
        if (!phase.equals(this.phase)) {
            this.phase = phase;
            this.began = now;
            this.drawn = now;
        }
        boolean finished = done == total;
        if (finished || now - drawn >= (terminal ? REDRAW : NEXT_LINE).toNanos()) {
            drawn = now;
            draw(line(done, total, Duration.ofNanos(now - began)), finished);
        }
    }

    private String line(int done, int total, Duration elapsed) {
        double seconds = Math.max(elapsed.toNanos() / 1e9, 0.001);
        double perSecond = done / seconds;
        long left = Math.round((total - done) / Math.max(perSecond, 0.001));
        int filled = (int) ((long) WIDTH * done / total);
        return "  %-9s %s%s %,6d of %,d  %3d %%  %5.0f/s  %s left"
                .formatted(
                        phase,
                        "█".repeat(filled),
                        "░".repeat(WIDTH - filled),
                        done,
                        total,
                        100L * done / total,
                        perSecond,
                        "%d:%02d".formatted(left / 60, left % 60));
    }

    private void draw(String line, boolean finished) {
        if (terminal) {
            out.print("\r" + line + (finished ? System.lineSeparator() : ""));
        } else {
            out.println(line);
        }
        out.flush();
    }
}
