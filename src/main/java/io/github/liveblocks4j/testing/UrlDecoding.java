package io.github.liveblocks4j.testing;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes what stands in a URL; rejects, with 400, what is malformed. */
final class UrlDecoding {

  private UrlDecoding() {}

  /** The path's segments, each decoded on its own: an encoded slash stays inside its segment. */
  static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.substring(1).split("/", -1))
        .map(segment -> decode(segment.replace("+", "%2B")))
        .toList();
  }

  /** The query's parameters; of one that occurs twice, the last. */
  static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : rawQuery.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      parameters.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
    }
    parameters.remove("");
    return parameters;
  }

  // Through bytes, since the JDK's decoder replaces malformed UTF-8 instead of rejecting it.
  private static String decode(String text) {
    try {
      byte[] bytes =
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw ApiException.of(400, "Malformed percent-encoding in the URL");
    }
  }
}
