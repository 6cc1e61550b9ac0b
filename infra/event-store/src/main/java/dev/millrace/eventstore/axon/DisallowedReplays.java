package dev.millrace.eventstore.axon;

import java.lang.reflect.Member;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.annotation.HandlerAttributes;
import org.axonframework.messaging.core.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.core.annotation.MessageHandlingMember;
import org.axonframework.messaging.core.annotation.WrappedMessageHandlingMember;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.replay.annotation.AllowReplay;
import org.jspecify.annotations.Nullable;

/**
 * Keeps replays from handlers that are annotated with {@code @DisallowReplay}. Axon 5.0.1 stands in the way of {@code handleSync} alone,
 * which its event processors don't call. Found through {@code META-INF/services}.
 */
public final class DisallowedReplays implements HandlerEnhancerDefinition {

    private static final String ALLOWED = "allowReplay";

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
        boolean allowed = original.<Boolean>attribute(HandlerAttributes.ALLOW_REPLAY)
                .or(() -> original.unwrap(Member.class)
                        .flatMap(member ->
                                AnnotationUtils.findAnnotationAttributes(member.getDeclaringClass(), AllowReplay.class))
                        .map(attributes -> (Boolean) attributes.get(ALLOWED)))
                .orElse(true);
        return allowed ? original : new Regular<>(original);
    }

    private static final class Regular<T> extends WrappedMessageHandlingMember<T> {

        Regular(MessageHandlingMember<T> delegate) {
            super(delegate);
        }

        @Override
        public MessageStream<?> handle(Message message, ProcessingContext context, @Nullable T target) {
            return TrackingToken.fromContext(context)
                            .filter(ReplayToken::isReplay)
                            .isPresent()
                    ? MessageStream.empty()
                    : super.handle(message, context, target);
        }
    }
}
