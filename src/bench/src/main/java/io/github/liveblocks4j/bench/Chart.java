package io.github.liveblocks4j.bench;

import java.util.Map;

/** Horizontal bars as SVG, readable on a light and on a dark page. */
final class Chart {

  private static final int WIDTH = 760;
  private static final int LABELS = 250;
  private static final int VALUES = 70;
  private static final int ROW = 28;
  private static final int TOP = 40;

  private Chart() {}

  /**
   * Draws one.
   *
   * @param bars values by label, in order
   * @param ours what the labels of the bars in the accent colour start with
   */
  static String draw(String title, Map<String, Double> bars, String ours) {
    double greatest = bars.values().stream().max(Double::compare).orElseThrow();
    int height = TOP + ROW * bars.size() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" font-family="sans-serif" font-size="14">
          <rect width="%d" height="%d" rx="8" fill="#fff"/>
          <text x="16" y="26" font-weight="bold" fill="#1f2328">%s</text>
        """
            .formatted(WIDTH, height, title, WIDTH, height, title));
    int y = TOP;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      long length = Math.round((WIDTH - LABELS - VALUES) * bar.getValue() / greatest);
      svg.append(
          """
            <text x="%d" y="%d" text-anchor="end" fill="#1f2328">%s</text>
            <rect x="%d" y="%d" width="%d" height="%d" rx="2" fill="%s"/>
            <text x="%d" y="%d" fill="#1f2328">%s</text>
          """
              .formatted(
                  LABELS - 8,
                  y + 18,
                  bar.getKey(),
                  LABELS,
                  y + 4,
                  length,
                  ROW - 8,
                  bar.getKey().startsWith(ours) ? "#0969da" : "#8c959f",
                  LABELS + length + 6,
                  y + 18,
                  Samples.number(bar.getValue(), 0)));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }
}
