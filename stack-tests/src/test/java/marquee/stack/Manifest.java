package marquee.stack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** One Kubernetes object as {@code kubectl kustomize} renders it. */
record Manifest(Map<String, Object> content) {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private static final Set<String> OPERATED = Set.of("Cluster", "HTTPRoute", "ServiceMonitor");

    /** The objects of an overlay of deploy/kubernetes. */
    static List<Manifest> of(String overlay) {
        return rendered("deploy/kubernetes/overlays/" + overlay);
    }

    /** The objects of an overlay with a component on top. */
    static List<Manifest> of(String overlay, String component) throws IOException {
        String text =
                """
                resources: [../../../deploy/kubernetes/overlays/%s]
                components: [../../../deploy/kubernetes/components/%s]
                """
                        .formatted(overlay, component);
        Path folder = Files.createDirectories(Path.of("target", overlay + "-" + component));
        Files.writeString(folder.resolve("kustomization.yaml"), text);
        return rendered("stack-tests/" + folder);
    }

    private static List<Manifest> rendered(String folder) {
        String rendered = Command.of("kubectl", "kustomize", folder).output();
        List<Manifest> manifests = new ArrayList<>();
        for (Object each : new Yaml().loadAll(rendered)) {
            manifests.add(new Manifest(map(each)));
        }
        return manifests;
    }

    String kind() {
        return text("kind");
    }

    String name() {
        return text("metadata", "name");
    }

    /** Whether Kubernetes itself defines it; the others are made by operators. */
    boolean isBuiltIn() {
        return !OPERATED.contains(kind());
    }

    /**
     * Fails where a field is unknown, missing or of another type. The first look knows every field
     * and takes "yes" for a boolean, the second does not.
     */
    void validate() throws ReflectiveOperationException {
        String version = text("apiVersion").replaceAll(".*/", "");
        Class<?> model =
                Class.forName(
                        MODELS
                                + version.substring(0, 1).toUpperCase(Locale.ROOT)
                                + version.substring(1)
                                + kind());
        JsonElement json = new Gson().toJsonTree(content);
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        } catch (InvocationTargetException e) {
            throw new AssertionError(this + " is not understood", e.getCause());
        }
        Object _ = JSON.getGson().fromJson(json, model);
    }

    /** The value at a path of names and indices. */
    Object at(Object... path) {
        Object value = content;
        for (Object step : path) {
            value =
                    step instanceof Integer index
                            ? ((List<?>) value).get(index)
                            : map(value).get(step);
            if (value == null) {
                throw new AssertionError(this + " has nothing at " + List.of(path));
            }
        }
        return value;
    }

    String text(Object... path) {
        return String.valueOf(at(path));
    }

    /** The maps in the list at a path. */
    Stream<Map<String, Object>> each(Object... path) {
        return StreamSupport.stream(((Iterable<?>) at(path)).spliterator(), false)
                .map(Manifest::map);
    }

    @SuppressWarnings("unchecked") // the keys of a manifest are text
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
