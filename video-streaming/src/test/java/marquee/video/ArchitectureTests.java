package marquee.video;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "marquee.video", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule onlyTheApplicationIsPublic =
            classes()
                    .that()
                    .areTopLevelClasses()
                    .and()
                    .doNotBelongToAnyOf(VideoStreamingApplication.class)
                    .should()
                    .notBePublic();

    @ArchTest
    static final ArchRule theCoreKnowsNothingOfSpringOrServlets =
            noClasses()
                    .that()
                    .belongToAnyOf(
                            ByteRange.class,
                            EntityTag.class,
                            Fields.class,
                            FileName.class,
                            HttpDate.class,
                            Multipart.class,
                            Outcome.class,
                            Preconditions.class,
                            RangeHeader.class,
                            Representation.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "jakarta..",
                            "org.apache..",
                            "java.nio.file..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices()
                    .matching("marquee.(**)")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule nobodyWritesToSystemOut = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
