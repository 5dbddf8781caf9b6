package marquee.video.bucket;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import marquee.video.delivery.ChangedContentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Asks the store, each time once and for a bounded time: who asked is told of a failure, and may
 * ask again.
 */
final class Requests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private static final Duration TO_CONNECT = Duration.ofMillis(400);

    /** The longest silence of a store that has been asked, or is sending. */
    private static final Duration TO_READ = Duration.ofSeconds(1);

    /** The most names, of videos and all else: each is kept, and takes part in every list. */
    private static final int MAX_OBJECTS = 5_000;

    /** RFC 9110 §8.8.3, in the quotes that some stores leave out. */
    private static final Pattern TAG = Pattern.compile("\"?([!#-~]+)\"?");

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    Requests(BucketProperties properties, AwsCredentialsProvider credentials) {
        bucket = properties.bucket();
        prefix = properties.prefix();
        S3ClientBuilder builder =
                S3Client.builder()
                        .credentialsProvider(credentials)
                        .region(Region.of(properties.region()))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(TO_CONNECT)
                                        .socketTimeout(TO_READ))
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (!properties.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(properties.endpoint())).forcePathStyle(true);
        }
        client = builder.build();
    }

    /** Lists what is directly below the prefix, and is no dotfile. */
    List<BucketObject> list() {
        List<BucketObject> objects = new ArrayList<>();
        String from = null;
        do {
            String token = from;
            ListObjectsV2Response page =
                    ask(() ->
                            client.listObjectsV2(list ->
                                    list.bucket(bucket)
                                            .prefix(prefix)
                                            .delimiter("/")
                                            .continuationToken(token)));
            page.contents().forEach(object -> add(object, objects));
            from = page.nextContinuationToken();
            if (from != null && objects.size() >= MAX_OBJECTS) {
                log.warn("Only the first {} objects of the store are looked at", objects.size());
                return objects;
            }
        } while (from != null);
        return objects;
    }

    private void add(S3Object object, List<BucketObject> objects) {
        String name = object.key().substring(prefix.length());
        var tag = TAG.matcher(object.eTag() == null ? "" : object.eTag());
        if (name.isEmpty() || name.charAt(0) == '.' || name.indexOf('/') >= 0) {
            return;
        }
        if (tag.matches()) { // else nothing would tell its states apart
            objects.add(new BucketObject(name, tag.group(1), object.size(), object.lastModified()));
        }
    }

    /**
     * Asks for a part of an object in the state that was listed, and for no more.
     *
     * @throws ChangedContentException where it is in another state, or gone
     */
    ResponseInputStream<GetObjectResponse> get(BucketObject object, long first, long length)
            throws ChangedContentException {
        ResponseInputStream<GetObjectResponse> bytes;
        try {
            bytes =
                    client.getObject(get ->
                            get.bucket(bucket)
                                    .key(prefix + object.name())
                                    .range("bytes=%d-%d".formatted(first, first + length - 1))
                                    .ifMatch('"' + object.tag() + '"'));
        } catch (AwsServiceException e) {
            switch (e.statusCode()) {
                case 404, 412, 416 -> throw new ChangedContentException(e);
                default -> throw new StoreUnavailableException(e);
            }
        } catch (SdkException e) {
            throw new StoreUnavailableException(e);
        }
        Long given = bytes.response().contentLength();
        if (given == null || given != length) {
            bytes.abort();
            throw new StoreUnavailableException(
                    "Expected %d bytes of the store, found %s".formatted(length, given));
        }
        return bytes;
    }

    private static <T> T ask(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
