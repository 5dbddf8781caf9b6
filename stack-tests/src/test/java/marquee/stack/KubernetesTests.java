package marquee.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/kubernetes renders, is understood, and gives away no more than it must. */
class KubernetesTests {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

    @BeforeAll
    static void kubectl() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder ->
                                java.nio.file.Path.of(folder, "kubectl").toFile().canExecute()),
                "kubectl renders the overlays, and is not here");
    }

    static List<Manifest> workloads() {
        return Stream.of("local", "production")
                .flatMap(overlay -> Manifest.of(overlay).stream())
                .filter(manifest -> WORKLOADS.contains(manifest.kind()))
                .toList();
    }

    private static List<Manifest> production(String kind) {
        return Manifest.of("production").stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void everyObjectIsUnderstood(String overlay) throws Exception {
        for (Manifest manifest : Manifest.of(overlay)) {
            if (manifest.isBuiltIn()) {
                manifest.validate();
            }
        }
    }

    @Test
    void whatNobodyUnderstandsIsRefused() {
        var typo =
                new Manifest(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Service",
                                "metadata",
                                Map.of("name", "x"),
                                "spec",
                                Map.of("prots", List.of())));

        org.assertj.core.api.Assertions.assertThatThrownBy(typo::validate)
                .rootCause()
                .hasMessageContaining("prots");
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void podsAreRestricted(Manifest workload) {
        Map<String, Object> pod = Manifest.map(workload.at("spec", "template", "spec"));
        Map<String, Object> security = Manifest.map(pod.get("securityContext"));

        assertThat(pod)
                .containsEntry("automountServiceAccountToken", false)
                .containsEntry("enableServiceLinks", false)
                .doesNotContainKeys("hostNetwork", "hostPID", "hostIPC");
        assertThat(security)
                .containsEntry("runAsNonRoot", true)
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        assertThat(workload.each("spec", "template", "spec", "containers"))
                .allSatisfy(container -> {
                    assertThat(Manifest.map(container.get("securityContext")))
                            .containsEntry("allowPrivilegeEscalation", false)
                            .containsEntry("readOnlyRootFilesystem", true)
                            .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
                    assertThat(container)
                            .containsKeys("startupProbe", "livenessProbe", "readinessProbe");
                    assertThat(Manifest.map(Manifest.map(container.get("resources")).get("limits")))
                            .containsOnlyKeys("memory");
                });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void secretsAreFiles(Manifest workload) {
        assertThat(workload.text("spec", "template", "spec", "containers"))
                .doesNotContain("secretKeyRef", "secretRef");
    }

    @Test
    void nothingReachesAnythingUnlessItIsNamed() {
        List<Manifest> policies = production("NetworkPolicy");

        assertThat(policies)
                .filteredOn(policy -> policy.name().equals("default-deny"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.at("spec", "podSelector")).isEqualTo(Map.of());
                    assertThat(policy.at("spec", "policyTypes"))
                            .isEqualTo(List.of("Ingress", "Egress"));
                    assertThat(Manifest.map(policy.at("spec")))
                            .doesNotContainKeys("ingress", "egress");
                });
        assertThat(policies)
                .filteredOn(policy -> policy.name().equals("database"))
                .singleElement()
                .extracting(policy -> policy.text("spec", "ingress"))
                .isEqualTo(
                        "[{from=[{podSelector={matchLabels={app.kubernetes.io/name=users-service}}}], ports=[{port=5432}]}]");
        assertThat(policies).noneMatch(policy -> policy.text("spec").contains("ipBlock"));
    }

    @Test
    void aPodHasTimeToDrain() {
        List<Manifest> settings = production("ConfigMap");

        assertThat(production("Deployment"))
                .hasSize(2)
                .allSatisfy(deployment -> {
                    Manifest set =
                            settings.stream()
                                    .filter(map -> map.name().startsWith(deployment.name()))
                                    .findFirst()
                                    .orElseThrow();
                    int drain =
                            seconds(set.text("data", "SHUTDOWN_DELAY"))
                                    + seconds(set.text("data", "SHUTDOWN_GRACE"));
                    assertThat(
                                    Integer.parseInt(
                                            deployment.text(
                                                    "spec",
                                                    "template",
                                                    "spec",
                                                    "terminationGracePeriodSeconds")))
                            .isGreaterThanOrEqualTo(drain + 5);
                    assertThat(
                                    deployment.text(
                                            "spec", "strategy", "rollingUpdate", "maxUnavailable"))
                            .isEqualTo("0");
                    assertThat(
                                    deployment.each(
                                            "spec",
                                            "template",
                                            "spec",
                                            "topologySpreadConstraints"))
                            .hasSize(2);
                });
        assertThat(production("PodDisruptionBudget")).hasSize(2);
        assertThat(production("HorizontalPodAutoscaler")).hasSize(2);
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.replace("s", ""));
    }

    @Test
    void replicasFitTheDatabase() {
        Manifest scaler =
                production("HorizontalPodAutoscaler").stream()
                        .filter(each -> each.name().equals("users-service"))
                        .findFirst()
                        .orElseThrow();
        Manifest cluster = production("Cluster").getFirst();

        int replicas =
                Integer.parseInt(scaler.text("spec", "maxReplicas"))
                        + 1; // one more while a pod is replaced
        assertThat(production("ConfigMap"))
                .anyMatch(settings ->
                        String.valueOf(replicas).equals(settings.text("data", "REPLICAS")));
        assertThat(replicas * 15)
                .isLessThan(
                        Integer.parseInt(
                                        cluster.text(
                                                "spec",
                                                "postgresql",
                                                "parameters",
                                                "max_connections"))
                                - 10);
    }

    @Test
    void filmsHaveNoTimeLimitAndRoutesLeadToTheServiceAlone() {
        List<Manifest> routes = production("HTTPRoute");

        assertThat(routes)
                .hasSize(2)
                .allSatisfy(route ->
                        assertThat(route.text("spec", "rules", 0, "backendRefs", 0, "port"))
                                .isEqualTo("80"));
        assertThat(routes)
                .filteredOn(route -> route.name().equals("video-streaming"))
                .singleElement()
                .extracting(route -> route.text("spec", "rules", 0, "timeouts", "request"))
                .isEqualTo("0s");
    }

    @Test
    void probesAndScrapesSpeakTlsWherePodsDo() throws Exception {
        List<Manifest> manifests = Manifest.of("production", "tls");

        assertThat(manifests)
                .filteredOn(manifest -> manifest.kind().equals("Deployment"))
                .hasSize(2)
                .allSatisfy(deployment -> {
                    deployment.validate();
                    for (String probe :
                            List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                        assertThat(
                                        deployment.text(
                                                "spec",
                                                "template",
                                                "spec",
                                                "containers",
                                                0,
                                                probe,
                                                "httpGet",
                                                "scheme"))
                                .isEqualTo("HTTPS");
                    }
                    assertThat(deployment.text("spec", "template", "spec", "volumes"))
                            .contains("secretName=" + deployment.name() + "-tls");
                });
        assertThat(manifests)
                .filteredOn(manifest -> manifest.kind().equals("ConfigMap"))
                .hasSize(2)
                .allSatisfy(variables ->
                        assertThat(Manifest.map(variables.at("data")))
                                .containsKeys("TLS_CERTIFICATE", "TLS_KEY"));
        assertThat(manifests)
                .filteredOn(manifest -> manifest.kind().equals("ServiceMonitor"))
                .singleElement()
                .extracting(monitor -> monitor.text("spec", "endpoints", 0, "scheme"))
                .isEqualTo("https");
    }

    @Test
    void theNamespaceRefusesWhatIsNotRestricted() {
        assertThat(
                        production("Namespace")
                                .getFirst()
                                .text("metadata", "labels", "pod-security.kubernetes.io/enforce"))
                .isEqualTo("restricted");
        assertThat(production("ServiceAccount"))
                .hasSize(2)
                .allSatisfy(account ->
                        assertThat(account.at("automountServiceAccountToken")).isEqualTo(false));
    }
}
