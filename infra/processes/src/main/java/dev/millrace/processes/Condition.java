package dev.millrace.processes;

import dev.millrace.processes.ProcessAct.Ended;
import dev.millrace.processes.ProcessAct.Parked;
import dev.millrace.processes.ProcessAct.Retried;
import dev.millrace.processes.ProcessAct.Skipped;

/** Whether an instance goes on. */
sealed interface Condition {

    /** How often it has been parked so far. */
    int parkings();

    record Running(int parkings) implements Condition {}

    record Waiting(Parked by, int parkings) implements Condition {}

    record Over(int parkings) implements Condition {}

    static Condition after(Condition before, ProcessAct act) {
        return switch (act) {
            case Parked parked when before instanceof Running -> new Waiting(parked, before.parkings() + 1);
            case Retried _, Skipped _ when before instanceof Waiting -> new Running(before.parkings());
            case Ended _ -> new Over(before.parkings());
            case Parked _, Retried _, Skipped _ -> before;
        };
    }
}
