package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files with secrets, as containers mount them. */
public final class SecretFiles {

  private static final int MAX_BYTES = 4_096;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private SecretFiles() {}

  /**
   * Reads a file as text.
   *
   * @throws IllegalArgumentException when it is not a small readable text; the message does not
   *     quote it
   */
  public static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // Not by the size that the file system tells, which can change, and is 0 for a device.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the file is larger than " + MAX_BYTES + " bytes; it must hold the secret alone");
      }
      String content =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Windows editors put it there.
      return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 text: save the secret alone, as plain text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s): check that it exists and that the server's user may read it"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }
}
