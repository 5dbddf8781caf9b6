package marquee.video.bucket;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Finds what the store knows this service by. */
final class Credentials {

    private Credentials() {}

    /** Those of the variables, or else those of a file, or of the container or machine. */
    static AwsCredentialsProvider of(BucketProperties properties) {
        if (properties.accessKeyId().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                properties.sessionToken().isEmpty()
                        ? AwsBasicCredentials.create(
                                properties.accessKeyId(), properties.secretAccessKey())
                        : AwsSessionCredentials.create(
                                properties.accessKeyId(),
                                properties.secretAccessKey(),
                                properties.sessionToken()));
    }
}
