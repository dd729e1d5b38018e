package dev.afterimage.webhook;

import dev.afterimage.delivery.ImageForm;
import java.net.URI;
import java.time.Duration;

/**
 * Where and how to deliver by HTTP.
 *
 * @param batch how many events a request holds at most: 1 sends each as a CloudEvent, more as a batch of them
 * @param timeout how long a request may take, answer included
 * @param largest of how many bytes an event may be before its image is left out, and a request
 */
public record WebhookSettings(URI url, ImageForm form, int batch, Duration timeout, int largest) {
    /** Where it goes, for people: without what may be secret in it. */
    String shownUrl() {
        return url.getScheme() + "://" + url.getAuthority() + url.getRawPath();
    }
}
