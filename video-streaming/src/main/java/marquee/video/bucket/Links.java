package marquee.video.bucket;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import marquee.video.http.ContentDisposition;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes links by which the store gives an object to whoever has the link, for a while. */
final class Links implements AutoCloseable {

    private final S3Presigner presigner;
    private final String bucket;
    private final String prefix;
    private final Duration life;

    Links(BucketProperties properties, AwsCredentialsProvider credentials) {
        bucket = properties.bucket();
        prefix = properties.prefix();
        life = properties.linkLife();
        S3Presigner.Builder builder =
                S3Presigner.builder()
                        .credentialsProvider(credentials)
                        .region(Region.of(properties.region()));
        if (!properties.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(properties.endpoint()))
                    .serviceConfiguration(
                            S3Configuration.builder().pathStyleAccessEnabled(true).build());
        }
        presigner = builder.build();
    }

    /** Signs one method, for which alone the link is good. Asks nobody. */
    URI link(String method, String name, String contentType) {
        String key = prefix + name;
        String disposition = new ContentDisposition(name).inline();
        try {
            PresignedRequest link =
                    method.equals("HEAD")
                            ? head(key, contentType, disposition)
                            : get(key, contentType, disposition);
            return URI.create(link.url().toString());
        } catch (SdkException e) {
            throw new StoreUnavailableException(e); // no credentials
        }
    }

    private PresignedRequest get(String key, String contentType, String disposition) {
        GetObjectRequest get =
                GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .responseContentType(contentType)
                        .responseContentDisposition(disposition)
                        .build();
        return presigner.presignGetObject(
                link -> link.signatureDuration(life).getObjectRequest(get));
    }

    private PresignedRequest head(String key, String contentType, String disposition) {
        HeadObjectRequest head =
                HeadObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .responseContentType(contentType)
                        .responseContentDisposition(disposition)
                        .build();
        return presigner.presignHeadObject(
                link -> link.signatureDuration(life).headObjectRequest(head));
    }

    /** Returns the scheme, host and port of every link. */
    String origin() {
        URL link = get("any", "video/mp4", "inline").url();
        return link.getProtocol() + "://" + link.getAuthority();
    }

    @Override
    public void close() {
        presigner.close();
    }
}
