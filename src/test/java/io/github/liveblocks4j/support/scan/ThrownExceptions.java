package io.github.liveblocks4j.support.scan;

import io.github.liveblocks4j.Liveblocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Scans the messages of all exceptions that classes of src/main create; Flight Recorder has them.
 */
final class ThrownExceptions {

  private static final String MAIN_CLASSES =
      Liveblocks.class.getProtectionDomain().getCodeSource().getLocation().getPath();

  private Recording recording = record();

  private static Recording record() {
    Recording next = new Recording();
    next.enable("jdk.JavaExceptionThrow").withStackTrace();
    next.start();
    return next;
  }

  /** Scans what was thrown since the last time. */
  void scan() {
    Recording last = recording;
    recording = record(); // First, so that nothing falls between the two.
    try (last) {
      last.stop();
      Path file = Files.createTempFile("exceptions", ".jfr");
      last.dump(file);
      RecordingFile.readAllEvents(file).forEach(ThrownExceptions::scan);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void scan(RecordedEvent event) {
    String message = event.getString("message");
    if (message != null && event.getStackTrace() != null) {
      event.getStackTrace().getFrames().stream()
          .map(frame -> frame.getMethod())
          .filter(method -> !method.getName().equals("<init>")) // of the exception
          .limit(1)
          .filter(method -> isOurs(method.getType().getName()))
          .forEach(
              method ->
                  SecretsScan.scan(
                      "exception of %s.%s".formatted(method.getType().getName(), method.getName()),
                      message));
    }
  }

  /** Tells whether the class is of src/main: those of libraries may quote what they read. */
  private static boolean isOurs(String type) {
    String file = type.replaceFirst("/0x.*", "").replace('.', '/') + ".class";
    var resource = ThrownExceptions.class.getClassLoader().getResource(file);
    return resource != null && resource.getPath().startsWith(MAIN_CLASSES);
  }
}
