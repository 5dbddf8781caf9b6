package marquee.video.library;

import marquee.video.bucket.Bucket;
import marquee.video.bucket.BucketProperties;
import marquee.video.delivery.Delivery;
import marquee.video.delivery.OpenFiles;
import marquee.video.wire.AnswerMemory;
import marquee.video.wire.DiskThreads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store of this library, and makes the delivery of its files. */
@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {

    @Bean
    Delivery delivery(VideoProperties properties, AnswerMemory partsMemory) {
        return new Delivery(properties.cacheControl(), partsMemory);
    }

    @Bean
    AnswerMemory partsMemory() {
        return AnswerMemory.ofThisHeap("parts");
    }

    @Bean
    AnswerMemory listMemory() {
        return AnswerMemory.ofThisHeap("list");
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
