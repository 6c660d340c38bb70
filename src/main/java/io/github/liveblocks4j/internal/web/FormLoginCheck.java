package io.github.liveblocks4j.internal.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Notices a FORM-login constraint over the endpoint. The container would answer a signed-out
 * visitor with a redirect to the login page, and the Liveblocks client, which expects JSON, would
 * ask again without pause. Only what {@code web.xml} says can be seen from here.
 */
public final class FormLoginCheck {

  private FormLoginCheck() {}

  /** The constraint's pattern that covers one of the paths. */
  public static Optional<String> find(ServletContext context, Collection<String> paths) {
    try (InputStream webXml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return webXml == null ? Optional.empty() : find(parse(webXml), paths);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      return Optional.empty(); // The container has read it and will have complained.
    }
  }

  private static Optional<String> find(Document webXml, Collection<String> paths) {
    boolean form =
        texts(webXml.getDocumentElement(), "auth-method").stream().anyMatch("FORM"::equals);
    if (!form) {
      return Optional.empty();
    }
    NodeList constraints = webXml.getElementsByTagNameNS("*", "security-constraint");
    for (int i = 0; i < constraints.getLength(); i++) {
      Element constraint = (Element) constraints.item(i);
      // Without an auth-constraint it lets everybody in (it asks for TLS, say).
      if (constraint.getElementsByTagNameNS("*", "auth-constraint").getLength() == 0) {
        continue;
      }
      for (String pattern : texts(constraint, "url-pattern")) {
        if (paths.stream().anyMatch(path -> covers(pattern, path))) {
          return Optional.of(pattern);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean covers(String pattern, String path) {
    if (pattern.equals("/") || pattern.equals(path)) {
      return true;
    }
    return pattern.endsWith("/*")
        && (path + "/").startsWith(pattern.substring(0, pattern.length() - 1));
  }

  private static List<String> texts(Element parent, String name) {
    NodeList elements = parent.getElementsByTagNameNS("*", name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static Document parse(InputStream xml)
      throws ParserConfigurationException, SAXException, IOException {
    // The JDK's own: old web applications bring parsers that lack what we ask for.
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setNamespaceAware(true);
    factory.setExpandEntityReferences(false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    // Old descriptors name a DTD; it is not fetched.
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    builder.setErrorHandler(null);
    return builder.parse(xml);
  }
}
