package marquee.video.library;

import marquee.video.bucket.Bucket;
import marquee.video.bucket.BucketProperties;
import marquee.video.delivery.Delivery;
import marquee.video.delivery.OpenFiles;
import marquee.video.wire.DiskThreads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store of this library, and makes the delivery of its files. */
@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {

    @Bean
    Delivery delivery(VideoProperties properties) {
        return new Delivery(properties.cacheControl());
    }

    @Bean
    OpenFiles openFiles(DiskThreads disks) {
        return new OpenFiles(disks);
    }

    @Bean
    VideoStore videoStore(
            VideoProperties folder, BucketProperties bucket, OpenFiles files, DiskThreads disks) {
        return bucket.isUsed()
                ? new VideoBucket(new Bucket(bucket, disks))
                : new VideoFolder(folder, files);
    }
}
