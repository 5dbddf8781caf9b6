package marquee.video.bucket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of an object store: {@code VIDEO_STORE}, and those that its client has by custom.
 *
 * @param url {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}; empty where there is none
 * @param refresh how old the list of its objects may be
 * @param delivery "service", or "redirect" where viewers are sent to the store
 * @param linkLife how long a link to the store is good for
 * @param streams how many answers may be read from it at a time; 0 for as many as fit the heap
 * @param endpoint the address of a store that is not Amazon's; empty for theirs
 * @param accessKeyId empty where the client is to find credentials by itself
 */
@ConfigurationProperties("store")
public record BucketProperties(
        String url,
        Duration refresh,
        String delivery,
        Duration linkLife,
        int streams,
        String endpoint,
        String region,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken) {

    private static final String SCHEME = "s3://";

    public boolean isUsed() {
        return !url.isBlank();
    }

    boolean sendsViewersThere() {
        return delivery.equals("redirect");
    }

    String bucket() {
        return parts()[0];
    }

    /** Returns what the names of all objects begin with: nothing, or what ends with a slash. */
    String prefix() {
        String[] parts = parts();
        String folder = parts.length < 2 ? "" : parts[1].replaceFirst("/+$", "");
        return folder.isEmpty() ? "" : folder + "/";
    }

    private String[] parts() {
        return url.strip().substring(SCHEME.length()).split("/", 2);
    }
}
