// Which names XML can use for elements and attributes.

/** Name of an element or attribute with an optional prefix: Namespaces in XML 1.0, productions 4 and 7. */
const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const PART = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
const NAME = new RegExp(`^${PART}(:${PART})?$`, 'u');
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** True for a name that an element or attribute can have. */
export function isXmlName(name: string): boolean {
  return PLAIN_NAME.test(name) || NAME.test(name);
}
