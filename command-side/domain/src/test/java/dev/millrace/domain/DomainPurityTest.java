package dev.millrace.domain;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;

/** Rules know no server, no protocol, no clock and no chance, and of Axon only what brings them commands. */
@AnalyzeClasses(locations = DomainPurityTest.ThisModule.class)
class DomainPurityTest {

    private static final String CONFIGURATION = "dev.millrace.domain";

    @ArchTest
    static final ArchRule rules_use_java_money_and_the_contract = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java.lang..", "java.math..", "java.time..", "java.util..", "org.joda.money..")
                            .or(resideInAnyPackage("org.jspecify..", "reactor.core.publisher..", "org.axonframework.."))
                            .or(resideInAPackage("dev.millrace..")));

    @ArchTest
    static final ArchRule only_handlers_and_boundaries_know_axon = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("CommandHandler")
            .and()
            .haveSimpleNameNotEndingWith("Boundary")
            .and()
            .resideOutsideOfPackage(CONFIGURATION)
            .should()
            .dependOnClassesThat(resideInAPackage("org.axonframework.."));

    @ArchTest
    static final ArchRule of_the_store_only_decisions_are_known = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.millrace.eventstore..")
                    .and(not(resideInAPackage("dev.millrace.eventstore.decision"))));

    @ArchTest
    static final ArchRule times_and_ids_come_in_as_arguments = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "asks the time, makes an id or throws dice", DomainPurityTest::isClockOrDice));

    @ArchTest
    static final ArchRule contexts_meet_in_events = classes()
            .that()
            .resideOutsideOfPackage(CONFIGURATION)
            .should(new ArchCondition<>("know the rules of no other context") {
                private Set<JavaClass> rules = Set.of();

                @Override
                public void init(Collection<JavaClass> all) {
                    rules = Set.copyOf(all);
                }

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(d -> rules.contains(d.getTargetClass()))
                            .filter(d -> !d.getTargetClass().getPackageName().equals(type.getPackageName()))
                            .forEach(d -> events.add(SimpleConditionEvent.violated(type, d.getDescription())));
                }
            });

    private static boolean isClockOrDice(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(name);
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.time.Clock" -> true;
            case "java.lang.Math" -> name.equals("random");
            default ->
                owner.startsWith("java.time.") && name.equals("now")
                        || owner.startsWith("dev.millrace.id.") && name.equals("next");
        };
    }

    static final class ThisModule implements LocationProvider {

        @Override
        public Set<Location> get(Class<?> test) {
            return Set.of(Location.of(
                    Domain.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }
}
