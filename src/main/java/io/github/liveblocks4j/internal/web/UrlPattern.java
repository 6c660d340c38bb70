package io.github.liveblocks4j.internal.web;

/** Matches paths with URL patterns by the rules of the Servlet specification (chapter 12). */
final class UrlPattern {

  private static final int NO_MATCH = 0;
  private static final int DEFAULT = 1;
  private static final int EXTENSION = 2;
  private static final int PREFIX = 3;
  private static final int EXACT = Integer.MAX_VALUE;

  private UrlPattern() {}

  static boolean covers(String pattern, String path) {
    return rank(pattern, path) > NO_MATCH;
  }

  /**
   * Returns how well a pattern matches a path: exact before the longest prefix before an extension
   * before the default; 0 when it does not.
   */
  static int rank(String pattern, String path) {
    if (pattern.equals("/")) {
      return DEFAULT;
    }
    if (pattern.equals(path) || (pattern.isEmpty() && path.equals("/"))) {
      return EXACT;
    }
    if (pattern.endsWith("/*")) {
      String prefix = pattern.substring(0, pattern.length() - 1);
      return (path + "/").startsWith(prefix) ? PREFIX + prefix.length() : NO_MATCH;
    }
    boolean extension =
        pattern.startsWith("*.")
            && path.substring(path.lastIndexOf('/') + 1).endsWith(pattern.substring(1));
    return extension ? EXTENSION : NO_MATCH;
  }
}
