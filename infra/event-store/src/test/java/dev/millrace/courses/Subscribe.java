package dev.millrace.courses;

import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.modelling.annotation.TargetEntityId;

@Command(namespace = "courses", name = "Subscribe")
record Subscribe(String course, String student) {

    record Id(String course, String student) {}

    @TargetEntityId
    Id id() {
        return new Id(course, student);
    }
}
