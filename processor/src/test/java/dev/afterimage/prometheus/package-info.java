/** What is shipped for Prometheus and Grafana, run by the real tools where these are installed. */
@NullMarked
package dev.afterimage.prometheus;

import org.jspecify.annotations.NullMarked;
