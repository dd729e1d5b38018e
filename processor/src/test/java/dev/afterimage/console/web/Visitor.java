package dev.afterimage.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at pages as a browser asks for them. */
public record Visitor(int port) {
    /** A page that is there. */
    public String page(String path) {
        HttpCall.Answer answer = get(path);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    public HttpCall.Answer get(String path) {
        return html(path).send();
    }

    public HttpCall html(String path) {
        return HttpCall.get(port, path).with("Accept", "text/html");
    }

    /** What the pattern's group holds where the pattern is first found. */
    public static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
