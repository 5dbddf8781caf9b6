package marquee.video;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.server.ResponseStatusException;

/** The bytes of the videos. */
@Controller
class VideoController {

    private final Videos videos;
    private final Delivery delivery;

    VideoController(Videos videos, Delivery delivery) {
        this.videos = videos;
        this.delivery = delivery;
    }

    @GetMapping("/video")
    void featured(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Video video = videos.featured().orElseThrow(() -> notFound(videos.howToFeature()));
        delivery.send(video, request, response);
    }

    @GetMapping("/videos/{id}")
    void one(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Video video = videos.find(id).orElseThrow(() -> notFound("There is no such video."));
        delivery.send(video, request, response);
    }

    @RequestMapping(
            path = {"/video", "/videos/{id}"},
            method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent().header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS").build();
    }

    private static ResponseStatusException notFound(String detail) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
    }
}
