package dev.millrace.eventstore.axon;

import java.util.Optional;
import org.axonframework.common.Priority;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.core.annotation.HandlerAttributes;
import org.axonframework.messaging.core.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.core.annotation.MessageHandlingMember;
import org.axonframework.messaging.core.annotation.WrappedMessageHandlingMember;

/**
 * Lets {@code @EventHandler} and {@code @QueryHandler} methods listen to the name that their message declares by {@code @Event} or
 * {@code @Query}. Axon 5.0.1 has them listen to the class's name instead, and nothing ever arrives. Found through
 * {@code META-INF/services}; to be dropped with Axon 5.0.2.
 */
@Priority(Priority.FIRST)
public final class DeclaredMessageNames implements HandlerEnhancerDefinition {

    private static final AnnotationMessageTypeResolver RESOLVER = new AnnotationMessageTypeResolver();

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
        return isUnnamed(original, HandlerAttributes.EVENT_NAME) || isUnnamed(original, HandlerAttributes.QUERY_NAME)
                ? new Named<>(original)
                : original;
    }

    private static boolean isUnnamed(MessageHandlingMember<?> handler, String attribute) {
        return handler.<String>attribute(attribute).filter(String::isEmpty).isPresent();
    }

    private static final class Named<T> extends WrappedMessageHandlingMember<T> {

        Named(MessageHandlingMember<T> delegate) {
            super(delegate);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <R> Optional<R> attribute(String key) {
            Optional<R> attribute = super.attribute(key);
            boolean isName = key.equals(HandlerAttributes.EVENT_NAME) || key.equals(HandlerAttributes.QUERY_NAME);
            if (!isName || attribute.isEmpty() || !"".equals(attribute.get())) {
                return attribute;
            }
            return RESOLVER.resolve(payloadType())
                    .map(type -> (R) type.qualifiedName().name());
        }
    }
}
