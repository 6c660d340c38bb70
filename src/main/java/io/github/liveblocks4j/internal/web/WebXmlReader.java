package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.web.WebXml.Access;
import io.github.liveblocks4j.internal.web.WebXml.FilterMapping;
import io.github.liveblocks4j.internal.web.WebXml.SecurityRule;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads {@code WEB-INF/web.xml}, as much as {@link WebXml} keeps of it. */
final class WebXmlReader {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private WebXmlReader() {}

  /** Reads the file; one that is absent, or not valid, says nothing. */
  static WebXml read(ServletContext context) {
    try (InputStream xml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return xml == null ? WebXml.EMPTY : read(parse(xml));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      // The container has read it and will have complained.
      LOG.log(Level.DEBUG, "web.xml cannot be read", e);
      return WebXml.EMPTY;
    }
  }

  private static WebXml read(Element webXml) {
    List<SecurityRule> rules = new ArrayList<>();
    children(webXml, "security-constraint").forEach(each -> addRules(each, rules));
    List<FilterMapping> filters = new ArrayList<>();
    children(webXml, "filter-mapping").forEach(each -> addMappings(each, filters));
    List<String> authMethods =
        children(webXml, "login-config").stream()
            .flatMap(login -> texts(login, "auth-method").stream())
            .toList();
    return new WebXml(authMethods.isEmpty() ? null : authMethods.get(0), rules, filters);
  }

  private static void addRules(Element constraint, List<SecurityRule> rules) {
    Access access = Access.EVERYBODY;
    for (Element roles : children(constraint, "auth-constraint")) {
      access = children(roles, "role-name").isEmpty() ? Access.NOBODY : Access.SIGNED_IN;
    }
    for (Element resources : children(constraint, "web-resource-collection")) {
      for (String pattern : texts(resources, "url-pattern")) {
        rules.add(
            new SecurityRule(
                pattern,
                Set.copyOf(texts(resources, "http-method")),
                Set.copyOf(texts(resources, "http-method-omission")),
                access));
      }
    }
  }

  private static void addMappings(Element mapping, List<FilterMapping> mappings) {
    Set<String> dispatchers = Set.copyOf(texts(mapping, "dispatcher"));
    for (String filter : texts(mapping, "filter-name")) {
      for (String pattern : texts(mapping, "url-pattern")) {
        mappings.add(new FilterMapping(filter, pattern, dispatchers));
      }
    }
  }

  private static List<String> texts(Element parent, String name) {
    return children(parent, name).stream().map(each -> each.getTextContent().strip()).toList();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      // Its namespace depends on the age of the application.
      if (each instanceof Element element && name.equals(element.getLocalName())) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element parse(InputStream xml)
      throws ParserConfigurationException, SAXException, IOException {
    // The JDK's own: old web applications bring parsers that lack what we ask for.
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true); // Bounds entities.
    factory.setNamespaceAware(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    // Old descriptors name a DTD; neither that nor any other external entity is fetched.
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    builder.setErrorHandler(null);
    return builder.parse(xml).getDocumentElement();
  }
}
