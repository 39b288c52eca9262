// SOAP 1.1 and 1.2: the envelope, where the action is named, and the WS-Security user token.
import { createHash, createHmac } from 'node:crypto';
import { asFields, type BodyFace, type BodyOrder, invalid, type Payload, together } from './payload.ts';
import { xmlAttribute, xmlDeclaration, xmlElement, xmlText } from './xml.ts';

/** SOAP 1.1 section 3; SOAP 1.2 part 1 section 5. */
const ENVELOPE = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
/** OASIS Web Services Security 1.0 and its UsernameToken Profile. */
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
const SECURITY = `${OASIS}wssecurity-secext-1.0.xsd`;
const UTILITY = `${OASIS}wssecurity-utility-1.0.xsd`;
const PASSWORD = `${OASIS}username-token-profile-1.0#Password`;
const BASE64 = `${OASIS}soap-message-security-1.0#Base64Binary`;

/**
 * The data inside the element of the operation. A bare operation name puts its fields into the namespace too, as .NET services
 * want it; one with a prefix, `m:Insert`, leaves them outside of it. Fails with CONFIG_INVALID.
 */
export function soapBody(face: BodyFace, order: BodyOrder): Payload {
  const { soap, charset = 'utf-8', cdata } = order.options;
  if (!soap) throw invalid('body.soap', 'A SOAP call needs the name of its operation and the namespace of it.');
  const { version = '1.1', action = '', operation, namespace } = soap;
  const prefix = operation.includes(':') ? `:${operation.slice(0, operation.indexOf(':'))}` : '';
  const own = namespace === '' ? {} : { [`@xmlns${prefix}`]: namespace };
  // First for its place, and last so that no field of a lead moves the operation to another namespace.
  const content = { ...own, ...asFields(together(face), 'The element of the operation'), ...own };
  const inner = xmlElement(operation, content, { cdata: cdata && new Set(cdata) });
  const head = face.user ? `<soap:Header>${security(face.user, soap.user?.digest === true, order)}</soap:Header>` : '';
  const envelope = `<soap:Envelope xmlns:soap="${ENVELOPE[version]}">${head}<soap:Body>${inner}</soap:Body></soap:Envelope>`;
  return { text: xmlDeclaration(charset) + envelope, ...namedAction(version, action, charset) };
}

/** 1.1 names the action in a header, in quotes even where it is empty; 1.2 in the content type. */
function namedAction(version: '1.1' | '1.2', action: string, charset: string): Omit<Payload, 'text'> {
  if (!/^[\x20-\x7e]*$/.test(action) || /["\\]/.test(action)) {
    throw invalid('body.soap.action', 'The action of a SOAP call is plain ASCII text without quotes.');
  }
  if (version === '1.2') {
    const named = action === '' ? '' : `; action="${action}"`;
    return { type: `application/soap+xml; charset=${charset}${named}` };
  }
  return { type: `text/xml; charset=${charset}`, headers: [{ name: 'SOAPAction', value: `"${action}"` }] };
}

/** With a digest: Base64(SHA-1(nonce + created + password)), profile section 3.1. */
function security({ name, password }: NonNullable<BodyFace['user']>, digest: boolean, order: BodyOrder): string {
  const rows = digest
    ? digested(password, order)
    : `<wsse:Password Type="${PASSWORD}Text">${xmlText(password, 'body.soap.user.secret')}</wsse:Password>`;
  const user = `<wsse:Username>${xmlText(name, 'body.soap.user.name')}</wsse:Username>`;
  const names = `xmlns:wsse="${xmlAttribute(SECURITY, '')}" xmlns:wsu="${UTILITY}"`;
  return `<wsse:Security soap:mustUnderstand="1" ${names}><wsse:UsernameToken>${user}${rows}</wsse:UsernameToken></wsse:Security>`;
}

/** The nonce follows from the key and moment of the attempt under the password: nobody else can foresee it. */
function digested(password: string, { key, at, mask }: BodyOrder): string {
  const created = new Date(at).toISOString();
  const nonce = createHmac('sha256', password).update(`${key} ${created}`).digest().subarray(0, 16);
  const digest = mask ?? createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  return (
    `<wsse:Password Type="${PASSWORD}Digest">${digest}</wsse:Password>` +
    `<wsse:Nonce EncodingType="${BASE64}">${mask ?? nonce.toString('base64')}</wsse:Nonce><wsu:Created>${created}</wsu:Created>`
  );
}
