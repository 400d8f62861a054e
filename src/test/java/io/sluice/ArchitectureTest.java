package io.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/**
 * The rooms of the engine and who may use whom.
 *
 * <p>A room is the first package below {@code io.sluice}. It may use the rooms of the rows above its own, never those
 * of its own row or below. Generated protobuf classes live in a {@code proto} package inside their room.
 */
@AnalyzeClasses(packages = "io.sluice", importOptions = EngineClasses.class)
public class ArchitectureTest {
  private static final String BASE = "io.sluice.";

  private static final List<Set<String>> ROWS = List.of(
      Set.of("error"),
      Set.of("config"),
      Set.of("type"),
      Set.of("memory"),
      Set.of("column"),
      Set.of("expression"),
      Set.of("plan"),
      Set.of("metrics"),
      Set.of("extension"),
      Set.of("ipc"),
      Set.of("spill"),
      Set.of("operator"),
      Set.of("function"),
      Set.of("codec"),
      Set.of("catalog"),
      Set.of("source"),
      Set.of("sql"),
      Set.of("distributed"),
      Set.of("exchange"),
      Set.of("cluster"),
      Set.of("worker"),
      Set.of("coordinator"),
      Set.of("client"),
      Set.of("api"),
      Set.of("bench"),
      Set.of("flight", "web", "cli"),
      Set.of("launch"),
      Set.of("example"));

  /** What an extension author outside this repository has, too. */
  private static final Set<String> EXTENSION_POINTS =
      Set.of("error", "config", "type", "memory", "column", "expression", "plan", "extension");

  @ArchTest
  static final ArchRule every_class_lives_in_a_room = classes()
      .that()
      .resideInAPackage("io.sluice..")
      .should(satisfy("live in a room", type -> row(room(type)) >= 0))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule a_room_uses_only_the_rooms_above_it = classes()
      .should(useOnlyRooms(
          "of the rows above", (origin, target) -> row(target) >= 0 && row(target) < row(origin)))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("io.sluice.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule sources_use_only_what_an_extension_has = classes()
      .that()
      .resideInAPackage("io.sluice.source..")
      // The format of Arrow files is the format of the wire.
      .should(useOnlyRooms(
          "of the extension points, and ipc",
          (origin, target) -> EXTENSION_POINTS.contains(target) || target.equals("ipc")))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_example_uses_only_what_an_extension_has = classes()
      .that()
      .resideInAPackage("io.sluice.example..")
      .should(useOnlyRooms(
          "of the extension points", (origin, target) -> EXTENSION_POINTS.contains(target)))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_sql_knows_calcite = noClasses()
      .that()
      .resideOutsideOfPackage("io.sluice.sql..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.apache.calcite..")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_cluster_and_launch_know_hazelcast = noClasses()
      .that()
      .resideOutsideOfPackages("io.sluice.cluster..", "io.sluice.launch..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast..")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule every_package_says_what_belongs_there_and_where_null_may_be = classes()
      .that(are(written()))
      .should(satisfy(
          "have a package-info.java that is @NullMarked",
          type -> type.getPackage()
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false)))
      .allowEmptyShould(true);

  /** The simple name of the room of a class, or an empty string outside of Sluice. */
  private static String room(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(BASE)) {
      return "";
    }
    int end = name.indexOf('.', BASE.length());
    return end < 0 ? name.substring(BASE.length()) : name.substring(BASE.length(), end);
  }

  private static int row(String room) {
    for (int i = 0; i < ROWS.size(); i++) {
      if (ROWS.get(i).contains(room)) {
        return i;
      }
    }
    return -1;
  }

  /** Classes that a person wrote, in contrast to those generated from protobuf and from the SQL grammar. */
  static DescribedPredicate<JavaClass> written() {
    return not(resideInAnyPackage("..proto..", "io.sluice.sql.grammar..")).as("written by hand");
  }

  private static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> test) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(new SimpleConditionEvent(
            type, test.test(type), type.getName() + " should " + description));
      }
    };
  }

  private interface RoomPredicate {
    boolean allows(String origin, String target);
  }

  private static ArchCondition<JavaClass> useOnlyRooms(String description, RoomPredicate allowed) {
    return new ArchCondition<>("use only rooms " + description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String origin = room(type);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String target = room(dependency.getTargetClass());
          boolean fits =
              target.isEmpty() || target.equals(origin) || allowed.allows(origin, target);
          events.add(new SimpleConditionEvent(dependency, fits, dependency.getDescription()));
        }
      }
    };
  }
}
