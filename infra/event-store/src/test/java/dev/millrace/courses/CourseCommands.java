package dev.millrace.courses;

import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;

final class CourseCommands {

    @CommandHandler
    void handle(CreateCourse command, EventAppender events) {
        events.append(new CourseCreated(command.course(), command.places()));
    }

    @CommandHandler
    void handle(Subscribe command, @InjectEntity Subscription subscription, EventAppender events) {
        if (subscription.subscribed()) {
            return;
        }
        if (subscription.full() || subscription.studentIsBusy()) {
            throw new IllegalStateException("No place for " + command.student() + " in " + command.course());
        }
        events.append(new StudentSubscribed(command.course(), command.student()));
    }
}
