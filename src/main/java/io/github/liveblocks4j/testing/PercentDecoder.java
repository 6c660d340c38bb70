package io.github.liveblocks4j.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes what stands in a URL; refuses, with 400, what is malformed. */
final class PercentDecoder {

  private PercentDecoder() {}

  /** The path's segments, each decoded on its own: an encoded slash stays inside its segment. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", -1)) {
      segments.add(decode(segment));
    }
    return segments;
  }

  /** The query's parameters; of one that occurs twice, the last. */
  static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : rawQuery.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.put(decode(name.replace('+', ' ')), decode(value.replace('+', ' ')));
    }
    parameters.remove("");
    return parameters;
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.write(c); // the request line is read as one byte for each character
        continue;
      }
      if (i + 2 >= text.length()) {
        throw malformed();
      }
      int high = hex(text.charAt(i + 1));
      int low = hex(text.charAt(i + 2));
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static int hex(char c) {
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw malformed();
    }
    return digit;
  }

  private static ApiException malformed() {
    return ApiException.of(400, HttpResponse.phrase(400), "Malformed percent-encoding in the URL");
  }
}
