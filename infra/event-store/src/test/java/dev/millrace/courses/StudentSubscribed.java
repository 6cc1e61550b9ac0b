package dev.millrace.courses;

import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Has two tags: it matters to the course, whose places run out, and to the student, who may take three courses. */
@Event(namespace = "courses", name = "StudentSubscribed", version = "1")
record StudentSubscribed(
        @EventTag(key = "course") String course,
        @EventTag(key = "student") String student) {}
