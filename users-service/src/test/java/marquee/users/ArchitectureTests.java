package marquee.users;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "marquee.users", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule arrowsGoOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("application")
                    .definedBy("marquee.users")
                    .layer("transfer")
                    .definedBy("marquee.users.transfer")
                    .layer("directory")
                    .definedBy("marquee.users.directory")
                    .layer("access")
                    .definedBy("marquee.users.access")
                    .layer("connector")
                    .definedBy("marquee.users.connector")
                    .layer("contact")
                    .definedBy("marquee.users.contact")
                    .layer("problem")
                    .definedBy("marquee.users.problem")
                    .layer("database")
                    .definedBy("marquee.users.database")
                    .layer("start")
                    .definedBy("marquee.users.start")
                    .whereLayer("application")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("transfer")
                    .mayOnlyAccessLayers("directory", "contact", "connector", "database", "problem")
                    .whereLayer("directory")
                    .mayOnlyAccessLayers("connector", "contact", "database", "problem")
                    .whereLayer("access")
                    .mayOnlyAccessLayers("problem", "start")
                    .whereLayer("connector")
                    .mayOnlyAccessLayers("problem")
                    .whereLayer("database")
                    .mayOnlyAccessLayers("problem", "start")
                    .whereLayer("contact")
                    .mayNotAccessAnyLayer()
                    .whereLayer("problem")
                    .mayNotAccessAnyLayer()
                    .whereLayer("start")
                    .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule noRoomsGoRoundInACircle =
            slices().matching("marquee.users.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void publicTypesAreFew(JavaClasses classes) {
        assertThat(
                        classes.stream()
                                .filter(type -> type.isTopLevelClass())
                                .filter(type -> type.getModifiers().contains(PUBLIC))
                                .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "BoundedProtocol", // Tomcat makes it
                        "Contact",
                        "ContactCheck",
                        "ContactReader",
                        "DatabaseErrors",
                        "EmailAddress",
                        "Entry",
                        "OneLineFailureReporter",
                        "PhoneNumber",
                        "PrimaryLost", // the connection pool makes it
                        "Problem",
                        "ProblemType",
                        "QueryParameter",
                        "Reads",
                        "Refusal",
                        "RequestBodies",
                        "RetriedTransaction",
                        "Text",
                        "UnusableVariableException",
                        "UsersServiceApplication");
    }

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule contactsKnowNeitherSpringNorServlets =
            noClasses()
                    .that()
                    .resideInAPackage("marquee.users.contact")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta..");

    @ArchTest
    static final ArchRule valuesKnowNeitherSpringNorServlets =
            noClasses()
                    .that()
                    .haveNameMatching(".*\\.(Entry|User|Csv)")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyPhoneNumberKnowsTheLibrary =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("PhoneNumber")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.i18n..");

    @ArchTest
    static final ArchRule controllersLeaveSqlToOthers =
            noClasses()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework.jdbc..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule rowsChangeByTheirOwnMethods =
            fields().that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .bePrivate();
}
