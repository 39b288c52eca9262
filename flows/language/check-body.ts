// Checks of what a call carries beside its parameters: header rows, and the options of a body.
import type { Problem } from './catalogue.ts';
import { DROPPED_HEADER, headerFault } from './header-lines.ts';
import { didYouMean } from './near-miss.ts';
import { placesIn, readPath, readPlaces } from './places.ts';
import type { EndpointDocument, HeaderLine } from './receivers.ts';
import { isXmlName } from './xml-names.ts';

/** Problems of the header rows of a connection or template: what a call with them would fail of. */
export function checkHeaders(headers: readonly HeaderLine[] = []): Problem[] {
  return headers.flatMap(({ name, value }, i): Problem[] => {
    const key = name.trim().toLowerCase();
    if (DROPPED_HEADER.test(key)) return [];
    const isTwice = headers.slice(0, i).some((other) => other.name.trim().toLowerCase() === key);
    const says = headerFault({ name: name.trim(), value, isTwice });
    const field = `headers.${i}`;
    return says === undefined ? [] : [problem('HEADER_WRONG', field, says, 'Correct the header row, or take it out.')];
  });
}

/** Problems of the body of an endpoint: a call of it would fail, or send something else than is meant. */
export function checkBody(slug: string, endpoint: EndpointDocument, fields: readonly string[]): Problem[] {
  const at: Place = { base: `endpoints.${slug}`, of: `The endpoint “${endpoint.name}”` };
  const { send = 'json', method } = endpoint;
  if (method === 'GET') return lostFields('path', endpoint.path, { at, fields });
  return [
    ...lostFields('path', endpoint.path, { at, fields }),
    ...(send === 'raw' ? checkTemplateText(endpoint, at, fields) : []),
    ...(send === 'soap' ? checkSoap(endpoint, at) : []),
    ...checkRoot(endpoint, at),
  ];
}

interface Place {
  base: string;
  of: string;
}

function checkTemplateText({ body }: EndpointDocument, at: Place, fields: readonly string[]): Problem[] {
  if (body?.template === undefined) return [];
  const field = `${at.base}.body.template`;
  return [
    ...readPlaces(body.template).faults.map(({ says, remedy }) => problem('PLACE_UNKNOWN', field, says, remedy)),
    ...lostFields('body.template', body.template, { at, fields }),
  ];
}

/** Places of fields that the connection does not have. */
function lostFields(where: string, text: string, { at, fields }: { at: Place; fields: readonly string[] }): Problem[] {
  const read = where === 'path' ? readPath(text) : readPlaces(text);
  const lost = placesIn(read).filter(({ source, name }) => source === 'field' && !fields.includes(name));
  return lost.map(({ name }) =>
    problem(
      'PARAMETER_UNKNOWN',
      `${at.base}.${where}`,
      `${at.of} takes the field “${name.slice(0, 80)}”, which neither the template nor the connection has.${didYouMean(name, fields)}`,
      'Correct the name, or give the connection that field.',
    ),
  );
}

function checkSoap({ body }: EndpointDocument, at: Place): Problem[] {
  const operation = body?.soap?.operation;
  const field = `${at.base}.body.soap.operation`;
  if (operation === undefined) {
    const says = `${at.of} sends SOAP and does not say which operation.`;
    return [
      problem(
        'SOAP_OPERATION',
        field,
        says,
        'Write the name of the operation and its namespace, as the WSDL has them.',
      ),
    ];
  }
  return isXmlName(operation) ? [] : [noName(operation, field)];
}

function checkRoot({ send, body = {} }: EndpointDocument, at: Place): Problem[] {
  const isXml = send === 'xml' || body.stuffed?.as === 'xml';
  return isXml && body.root !== undefined && !isXmlName(body.root) ? [noName(body.root, `${at.base}.body.root`)] : [];
}

function noName(name: string, field: string): Problem {
  const says = `“${name.slice(0, 80)}” is no name that XML can use.`;
  return problem('XML_NAME', field, says, 'Use letters, digits, hyphens, dots and underscores, and no digit first.');
}

function problem(code: string, field: string, ...[says, remedy]: [says: string, remedy: string]): Problem {
  return { code, severity: 'error', field, says, remedy };
}
