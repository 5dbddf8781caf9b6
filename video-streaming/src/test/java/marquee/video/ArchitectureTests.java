package marquee.video;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import marquee.video.bucket.Bucket;
import marquee.video.bucket.BucketObject;
import marquee.video.bucket.BucketProperties;
import marquee.video.bucket.StoreUnavailableException;
import marquee.video.delivery.ChangedContentException;
import marquee.video.delivery.Content;
import marquee.video.delivery.Delivery;
import marquee.video.delivery.FileState;
import marquee.video.delivery.OpenFiles;
import marquee.video.delivery.StoredFile;
import marquee.video.delivery.TooManyOpenFilesException;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import marquee.video.start.UnusableVariableException;
import marquee.video.wire.Answer;
import marquee.video.wire.AnswerMemory;
import marquee.video.wire.Answers;
import marquee.video.wire.DiskThreads;
import marquee.video.wire.FileHandler;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;

@AnalyzeClasses(packages = "marquee.video", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule arrowsGoOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("service")
                    .definedBy("marquee.video")
                    .layer("library")
                    .definedBy("marquee.video.library")
                    .layer("bucket")
                    .definedBy("marquee.video.bucket")
                    .layer("delivery")
                    .definedBy("marquee.video.delivery")
                    .layer("wire")
                    .definedBy("marquee.video.wire")
                    .layer("problem")
                    .definedBy("marquee.video.problem")
                    .layer("metadata")
                    .definedBy("marquee.video.metadata")
                    .layer("start")
                    .definedBy("marquee.video.start")
                    .layer("http")
                    .definedBy("marquee.video.http")
                    .whereLayer("service")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("library")
                    .mayOnlyBeAccessedByLayers("service")
                    .whereLayer("bucket")
                    .mayOnlyBeAccessedByLayers("library")
                    .whereLayer("delivery")
                    .mayOnlyBeAccessedByLayers("library", "bucket")
                    .whereLayer("wire")
                    .mayOnlyBeAccessedByLayers("delivery", "library", "bucket")
                    .whereLayer("metadata")
                    .mayOnlyBeAccessedByLayers("library", "bucket")
                    .whereLayer("start")
                    .mayNotAccessAnyLayer()
                    .whereLayer("http")
                    .mayOnlyBeAccessedByLayers("wire", "delivery", "library", "bucket");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            SlicesRuleDefinition.slices().matching("marquee.video.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule httpAndMetadataKnowTheJdkAlone =
            classes()
                    .that()
                    .resideInAnyPackage("marquee.video.http", "marquee.video.metadata")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "marquee.video.http",
                            "marquee.video.metadata");

    @ArchTest
    static final ArchRule httpKnowsNoFiles =
            noClasses()
                    .that()
                    .resideInAPackage("marquee.video.http")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.nio.file..", "java.nio.channels..");

    @ArchTest
    static final ArchRule bucketAloneKnowsTheClientOfAnObjectStore =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("marquee.video.bucket")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule fewTypesArePublic =
            classes()
                    .that()
                    .areTopLevelClasses()
                    .and()
                    .resideOutsideOfPackages("marquee.video.http", "marquee.video.metadata")
                    .and()
                    .doNotBelongToAnyOf(
                            VideoStreamingApplication.class,
                            Problem.class,
                            ProblemType.class,
                            Bucket.class,
                            BucketObject.class,
                            BucketProperties.class,
                            StoreUnavailableException.class,
                            ChangedContentException.class,
                            Content.class,
                            Delivery.class,
                            FileState.class,
                            OpenFiles.class,
                            StoredFile.class,
                            TooManyOpenFilesException.class,
                            UnusableVariableException.class,
                            Answer.class,
                            AnswerMemory.class,
                            Answers.class,
                            DiskThreads.class,
                            FileHandler.class,
                            Request.class,
                            ResponseHead.class)
                    .should()
                    .notBePublic();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule nobodyWritesToSystemOut = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
