package dev.millrace.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds addresses where a word of ours stands beside a name that somebody else gives: whoever gives the word as a name could never be reached
 * there. Endpoints that ask for a parameter of the query are told apart by it.
 */
final class Addresses {

    private Addresses() {}

    /** @throws IllegalStateException naming two addresses of which one hides things of the other */
    static void refuseHiding(Collection<RequestMappingInfo> endpoints) {
        List<RequestMappingInfo> others = new ArrayList<>();
        for (RequestMappingInfo endpoint : endpoints) {
            for (RequestMappingInfo other : others) {
                if (shareMethod(endpoint, other) && toldApartByPathAlone(endpoint, other) && overlap(endpoint, other)) {
                    throw new IllegalStateException(endpoint + " and " + other + " share addresses");
                }
            }
            others.add(endpoint);
        }
    }

    private static boolean shareMethod(RequestMappingInfo one, RequestMappingInfo other) {
        Set<RequestMethod> shared = new HashSet<>(methods(one));
        shared.retainAll(methods(other));
        return !shared.isEmpty();
    }

    private static Set<RequestMethod> methods(RequestMappingInfo endpoint) {
        Set<RequestMethod> asked = endpoint.getMethodsCondition().getMethods();
        return asked.isEmpty() ? Set.of(RequestMethod.values()) : asked;
    }

    private static boolean toldApartByPathAlone(RequestMappingInfo one, RequestMappingInfo other) {
        return one.getParamsCondition().isEmpty() && other.getParamsCondition().isEmpty();
    }

    private static boolean overlap(RequestMappingInfo one, RequestMappingInfo other) {
        for (PathPattern path : one.getPatternsCondition().getPatterns()) {
            for (PathPattern otherPath : other.getPatternsCondition().getPatterns()) {
                if (overlap(
                        path.getPatternString().split("/"),
                        otherPath.getPatternString().split("/"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean overlap(String[] one, String[] other) {
        boolean hides = false;
        for (int i = 0; i < one.length && one.length == other.length; i++) {
            if (isName(one[i]) != isName(other[i])) {
                hides = true;
            } else if (!isName(one[i]) && !one[i].equals(other[i])) {
                return false;
            }
        }
        return hides;
    }

    private static boolean isName(String segment) {
        return segment.contains("{");
    }
}
