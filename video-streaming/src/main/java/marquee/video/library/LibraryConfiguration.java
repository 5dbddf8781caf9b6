package marquee.video.library;

import marquee.video.delivery.Delivery;
import marquee.video.wire.DiskThreads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the delivery of this library's files. */
@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {

    @Bean
    Delivery delivery(DiskThreads disks, VideoProperties properties) {
        return new Delivery(disks, properties.cacheControl());
    }
}
