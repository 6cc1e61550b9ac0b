package dev.millrace.courses;

import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

@Event(namespace = "courses", name = "CourseCreated", version = "1")
record CourseCreated(@EventTag(key = "course") String course, int places) {}
