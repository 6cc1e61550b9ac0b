package dev.millrace.courses;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;

/** A read model, in memory to keep the example short. */
final class Attendance {

    final Map<String, Integer> students = new ConcurrentHashMap<>();

    @EventHandler
    void on(StudentSubscribed event) {
        students.merge(event.course(), 1, Integer::sum);
    }
}
