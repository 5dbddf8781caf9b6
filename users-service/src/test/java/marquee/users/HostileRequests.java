package marquee.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Makes requests of pieces that servers have stumbled over. */
final class HostileRequests {

    private HostileRequests() {}

    static String next(Random random) {
        String method =
                pick(
                                random, "GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "PUT",
                                "PATCH", "DELETE")
                        .concat(random.nextInt(20) == 0 ? "\t" : "");
        String path =
                pick(
                                random,
                                "/users",
                                "/users/",
                                "/search",
                                "/users/import",
                                "/v3/api-docs",
                                "/nothing",
                                "/error")
                        + (random.nextInt(3) == 0 ? "/" + piece(random) : "");
        String query =
                random.nextInt(3) == 0
                        ? ""
                        : "?"
                                + pick(random, "email", "phoneNumber", "q", "limit", "cursor", "x")
                                + pick(random, "", "", "", "[]", "%5B0%5D", ".class")
                                + "="
                                + piece(random);
        String header =
                random.nextInt(2) == 0
                        ? ""
                        : pick(
                                        random,
                                        "Accept",
                                        "Content-Type",
                                        "If-Match",
                                        "If-None-Match",
                                        "If-Modified-Since",
                                        "Range",
                                        "Accept-Encoding",
                                        "Accept-Language",
                                        "X-Forwarded-For",
                                        "Origin",
                                        "Cookie",
                                        "Transfer-Encoding",
                                        "X-HTTP-Method-Override",
                                        "Expect")
                                + ": "
                                + piece(random)
                                + "\r\n";
        String body =
                pick(
                        random,
                        "",
                        "{",
                        "[]",
                        "null",
                        "{\"email\":\"" + piece(random) + "\",\"phoneNumber\":1}",
                        "{\"email\":{\"$ne\":null}}",
                        "{\"@class\":\"java.lang.Object\"}",
                        "[".repeat(2000));
        String authorization =
                random.nextInt(3) == 0 ? "" : "Authorization: " + Tokens.writer() + "\r\n";
        String type = random.nextInt(3) == 0 ? "" : "Content-Type: application/json\r\n";
        return method
                + " "
                + path
                + query
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + header
                + authorization
                + type
                + "Content-Length: "
                + body.getBytes(ISO_8859_1).length
                + "\r\n\r\n"
                + body;
    }

    private static String piece(Random random) {
        return pick(
                random,
                "'%20or%201=1--",
                "';select%20pg_sleep(9)--",
                "%00",
                "%ff%fe",
                "%u0041",
                "../../etc/passwd",
                "%2e%2e%2f",
                "${jndi:ldap://x}",
                "%24%7B7*7%7D",
                "#{7*7}",
                "<script>",
                "%3Cscript%3E",
                "-1",
                "0",
                "9223372036854775808",
                "1e9",
                "NaN",
                "a@b.c",
                "%F0%9F%98%80@example.org",
                "%c0%ae",
                ";a=%zz",
                "*/*",
                "\\u0000",
                "\u0000",
                "\u00fe\u00ff",
                "*/*;q=2",
                ";;;",
                "\"",
                "W/\"",
                "a".repeat(3000),
                "(".repeat(500),
                "gzip;q=x",
                "bytes=0-0",
                "text/csv",
                "application/x-ndjson",
                "chunked");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
