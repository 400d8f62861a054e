package io.sluice;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.sluice.ArchitectureTest.written;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;

/** What no production class does or is called. */
@AnalyzeClasses(packages = "io.sluice", importOptions = EngineClasses.class)
public class HouseRulesTest {
  /** Calls that make a run differ from the next, so that no seed can repeat it. */
  private static final Set<String> CLOCKS_AND_DICE = Set.of(
      "java.lang.System.currentTimeMillis",
      "java.lang.System.nanoTime",
      "java.lang.Math.random",
      "java.lang.StrictMath.random",
      "java.util.Random.<init>",
      "java.util.SplittableRandom.<init>",
      "java.security.SecureRandom.<init>",
      "java.util.concurrent.ThreadLocalRandom.current",
      "java.util.UUID.randomUUID",
      "java.time.Instant.now",
      "java.time.LocalDate.now",
      "java.time.LocalTime.now",
      "java.time.LocalDateTime.now",
      "java.time.OffsetDateTime.now",
      "java.time.ZonedDateTime.now",
      "java.time.Clock.systemUTC",
      "java.time.Clock.systemDefaultZone",
      "java.time.Clock.system");

  private static final Set<String> SLEEPS =
      Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Utils?|Utilities|Helpers?|Manager|Common|Misc|Base)");

  @ArchTest
  static final ArchRule nobody_sleeps = classes().should(notCall(SLEEPS)).allowEmptyShould(true);

  @ArchTest
  static final ArchRule time_and_chance_come_from_injected_sources = classes()
      .that()
      .doNotHaveFullyQualifiedName("io.sluice.config.SystemClock")
      .and()
      .doNotHaveFullyQualifiedName("io.sluice.config.RandomSource")
      .should(notCall(CLOCKS_AND_DICE))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_uses_java_serialisation = noClasses()
      .should()
      .dependOnClassesThat()
      .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_asks_to_be_serialised =
      noClasses().that(are(written())).should(declareSerializable()).allowEmptyShould(true);

  @ArchTest
  static final ArchRule names_say_something =
      noClasses().that(are(written())).should(haveSimpleName(EMPTY_NAME)).allowEmptyShould(true);

  private static ArchCondition<JavaClass> notCall(Set<String> methods) {
    return new ArchCondition<>("not call " + String.join(", ", methods)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        // A reference such as System::nanoTime counts as a call.
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          String target = access.getTargetOwner().getName() + '.' + access.getName();
          if (methods.contains(target)) {
            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
          }
        }
      }
    };
  }

  /** Exceptions and enums inherit it and mean nothing by it. */
  private static ArchCondition<JavaClass> declareSerializable() {
    return new ArchCondition<>("declare that they are Serializable") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean declared =
            type.getRawInterfaces().stream().anyMatch(it -> it.isEquivalentTo(Serializable.class));
        events.add(
            new SimpleConditionEvent(type, declared, type.getName() + " implements Serializable"));
      }
    };
  }

  private static ArchCondition<JavaClass> haveSimpleName(Pattern pattern) {
    return new ArchCondition<>("have a name such as " + pattern) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean matches = pattern.matcher(type.getSimpleName()).matches();
        events.add(new SimpleConditionEvent(
            type, matches, type.getName() + " has a name that says nothing"));
      }
    };
  }
}
