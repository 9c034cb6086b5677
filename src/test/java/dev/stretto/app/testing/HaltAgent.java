package dev.stretto.app.testing;

import dev.stretto.engine.fault.FaultPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Ends the program at a fault point, as {@code kill -9} would. It is an agent that a test adds to the program's JVM: the program has
 * nothing in it that would do so.
 */
public final class HaltAgent {
    /** What the shell says of a program that got KILL. */
    public static final int KILLED = 137;

    private HaltAgent() {}

    /** The agent alone in a jar, as a JVM wants it; its options are words, so the path must have no spaces. */
    private static final class Jar {
        static final Path PATH = write();

        private static Path write() {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Premain-Class", HaltAgent.class.getName());
            String entry = HaltAgent.class.getName().replace('.', '/') + ".class";
            try {
                Path jar = Files.createTempFile("halt", ".jar");
                jar.toFile().deleteOnExit();
                try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                        InputStream agent = HaltAgent.class.getClassLoader().getResourceAsStream(entry)) {
                    out.putNextEntry(new ZipEntry(entry));
                    agent.transferTo(out);
                }
                return jar;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The environment of a program that is to be ended.
     *
     * @param point which one: {@code workspace-made}, say, or with its detail {@code events-written:tasks-launched}
     */
    public static Map<String, String> haltAt(String point) {
        return Map.of("STRETTO_JAVA_OPTS", "-javaagent:" + Jar.PATH + "=" + point);
    }

    /** For the JVM, which calls it before the program's {@code main}. */
    public static void premain(String wanted) {
        FaultPoint.whenReached((point, detail) -> {
            String here = detail.isEmpty() ? point.toString() : point + ":" + detail;
            if (here.equals(wanted) || point.toString().equals(wanted)) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
    }
}
