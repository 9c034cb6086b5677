package dev.stretto.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Opens every page of a folder in a browser, wide and narrow, light and dark; see {@code src/test/browser}. */
public final class BrowserCheck {
    private static final int WIDE = 1_200;
    private static final int NARROW = 400;
    private static final int TALLEST = 6_000;

    private BrowserCheck() {}

    /** The program, the folder with the pages, and the one for the pictures. Exits with 1 if something is wrong. */
    public static void main(String[] args) throws Exception {
        Path pictures = Files.createDirectories(Path.of(args[2]));
        List<String> wrong = new ArrayList<>();
        int opened = 0;
        try (Browser browser = new Browser(args[0]);
                Stream<Path> files = Files.list(Path.of(args[1]))) {
            for (Path page : files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                for (boolean dark : List.of(false, true)) {
                    for (int width : List.of(WIDE, NARROW)) {
                        String name = page.getFileName().toString().replace(".html", "")
                                + (dark ? "-dark-" : "-light-")
                                + width;
                        look(browser, page, width, dark, pictures.resolve(name + ".png"), name, wrong);
                        opened++;
                    }
                }
            }
        }
        wrong.forEach(System.out::println);
        System.out.println(opened + " views, " + wrong.size() + " things wrong; pictures in " + pictures);
        System.exit(wrong.isEmpty() && opened > 0 ? 0 : 1);
    }

    private static void look(
            Browser browser, Path page, int width, boolean dark, Path picture, String name, List<String> wrong)
            throws Exception {
        browser.complaints().clear();
        browser.requests().clear();
        browser.open(page, width, dark);
        browser.picture(picture, TALLEST);
        browser.complaints().forEach(complaint -> wrong.add(name + ": the console says " + complaint));
        browser.requests().stream()
                .filter(url -> !url.equals(page.toUri().toString()))
                .forEach(url -> wrong.add(name + ": it asks for " + url));
        JsonNode across = browser.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (across.asInt() > 0) {
            wrong.add(name + ": it is " + across.asInt() + " pixels wider than the window");
        }
        JsonNode back = browser.evaluate("getComputedStyle(document.body).backgroundColor");
        if (back.asText().equals("rgb(255, 255, 255)") == dark) {
            wrong.add(name + ": its background is " + back.asText());
        }
    }
}
