package marquee.users;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "marquee.users", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule onlyTheApplicationIsPublic =
            classes()
                    .that()
                    .areNotAnnotatedWith(SpringBootApplication.class)
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .doNotBelongToAnyOf(BoundedProtocol.class) // Tomcat makes it
                    .should()
                    .notBePublic();

    @ArchTest
    static final ArchRule thePackageIsFlat = classes().should().resideInAPackage("marquee.users");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule valuesKnowNeitherSpringNorServlets =
            noClasses()
                    .that()
                    .belongToAnyOf(
                            EmailAddress.class,
                            PhoneNumber.class,
                            Contact.class,
                            Checked.class,
                            Entry.class,
                            EntityTags.class,
                            Punycode.class,
                            Csv.class,
                            User.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyPhoneNumberKnowsTheLibrary =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(PhoneNumber.class)
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
