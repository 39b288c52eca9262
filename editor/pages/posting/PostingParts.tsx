// The parts of the posting instructions about the request: where to, who sends, what fields, the same lead twice, tests.
import type { ReactElement } from 'react';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { Card, Fact } from '../../kit/Page.tsx';
import { counted } from '../../kit/time-words.ts';
import type { PostingInstructions } from '../../types.ts';

/** What every part is given. */
export interface PartProps {
  posting: PostingInstructions;
}

/** Address, methods, types, limits. */
export function Where({ posting }: PartProps): ReactElement {
  const { address, methods, contentTypes, source } = posting;
  return (
    <Card title="Where to send">
      <dl className="lf-facts">
        <Fact label="Address">
          <span className="po-address">
            <code>{address}</code> <CopyButton text={address} label="Copy address" />
          </span>
        </Fact>
        <Fact label={methods.length === 1 ? 'Method' : 'Methods'}>
          {methods.join(', ')}
          {methods.includes('GET') && ' (with GET the lead stands in the query of the address)'}
        </Fact>
        {contentTypes.length > 0 && (
          <Fact label="Content types">
            {contentTypes.map((type) => (
              <code key={type} className="po-word">
                {type}
              </code>
            ))}
          </Fact>
        )}
        <Fact label="One request">One lead, at most 1 MB, in UTF-8 or the charset that its content type names.</Fact>
        {source && (
          <Fact label="Limit">
            {source.ratePerMinute === null
              ? 'As many leads a minute as you like.'
              : `At most ${source.ratePerMinute} leads in any 60 seconds; more are refused with RATE_LIMITED and Retry-After.`}
          </Fact>
        )}
        {source && (
          <Fact label="Phone numbers">
            With the country code, such as +1 310 555 0123; without one they are read as {regionWords(source.region)}{' '}
            numbers.
          </Fact>
        )}
      </dl>
    </Card>
  );
}

/** `US` as `US (United States)`. */
function regionWords(region: string): string {
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(region);
  return name === undefined ? region : `${region} (${name})`;
}

/** The key, or how to sign. */
export function Who({ posting: { auth, source } }: PartProps): ReactElement {
  const name = source ? ` of ${source.name}` : '';
  if (auth === 'token')
    return (
      <Card title="Who sends">
        <p>
          Every request carries the key{name} as the parameter <code>auth_token</code>, or in the header{' '}
          <code>X-Leadflow-Key</code>. It was shown once, when it was made; ask for a new one if it is lost.
        </p>
      </Card>
    );
  return (
    <Card title="Who sends">
      {auth === 'key' ? (
        <>
          <p>
            Every request carries the key{name}. It was shown once, when it was made; ask for a new one if it is lost.
            Send it in one of these ways:
          </p>
          <ul className="po-list">
            <li>
              the header <code>X-Leadflow-Key: YOUR-KEY</code>
            </li>
            <li>
              the header <code>Authorization: Bearer YOUR-KEY</code>
            </li>
            <li>
              <code>?key=YOUR-KEY</code> in the address, for systems that can set nothing else
            </li>
          </ul>
        </>
      ) : (
        <>
          <p>Every request is signed with the secret{name}; the secret itself is never sent.</p>
          <ul className="po-list">
            <li>
              <code>X-Leadflow-Timestamp</code>: the time of sending, in seconds since 1970; at most five minutes from
              ours
            </li>
            <li>
              <code>X-Leadflow-Signature</code>: HMAC-SHA256 over the timestamp, a full stop and the body, byte by byte
              as it is sent, in hexadecimal
            </li>
          </ul>
        </>
      )}
    </Card>
  );
}

/** The table of fields. */
export function Fields({ posting: { fields } }: PartProps): ReactElement {
  if (fields.length === 0)
    return (
      <Card title="Fields">
        <p>Any fields are taken; the lead is one object with named fields.</p>
      </Card>
    );
  return (
    <Card title="Fields" about="Fields that are not named here are kept as well." isFlush>
      <table className="po-table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">Required</th>
            <th scope="col">Rules</th>
            <th scope="col">Example</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, required, maxLength, pattern, example, description }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {description && <span className="po-about lf-muted">{description}</span>}
              </th>
              <td data-label="Type">{type}</td>
              <td>{required ? 'required' : 'optional'}</td>
              <td data-label="Rules">
                {maxLength !== null && <span className="po-rule">at most {maxLength} characters</span>}
                {pattern !== null && (
                  <span className="po-rule">
                    matches <code>{pattern}</code>
                  </span>
                )}
              </td>
              <td data-label="Example">
                <code>{example}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Idempotency. */
export function SameLead({ posting: { idempotency } }: PartProps): ReactElement {
  return (
    <Card title="Sending the same lead again">
      <p>
        Put a header <code>Idempotency-Key</code> with an id of your own, up to 255 characters, on each lead. A request
        that got no answer can then be sent again with the same key and the same body: the lead is taken once, and the
        first answer is told again, with <code>Idempotent-Replayed: true</code>. A key is remembered for{' '}
        {windowWords(idempotency.window)}.
      </p>
      {idempotency.byFlow !== null && (
        <p>
          Where the header is missing, this flow takes <code>{idempotency.byFlow}</code> as the key.
        </p>
      )}
    </Card>
  );
}

const UNITS: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day' };

/** `7d` as `7 days`. */
function windowWords(window: string): string {
  return counted(Number(window.slice(0, -1)), UNITS[window.slice(-1)] ?? 'day');
}

/** How to try it. */
export function TestMode({ posting: { testField, source, auth } }: PartProps): ReactElement {
  if (auth === 'token')
    return (
      <Card title="Test mode">
        <p>
          No parameter makes a lead a test. Use the token of a source whose test mode is on: its leads are checked and
          answered as real ones, nothing is sent to a receiver, and no lead or DNC list is changed.
          {source?.test && ` That of ${source.name} is on now.`}
        </p>
      </Card>
    );
  return (
    <Card title="Test mode">
      <p>
        A lead with the header <code>X-Leadflow-Test: true</code>
        {testField !== null && (
          <>
            , or with the field <code>{testField}</code> set to true, yes or 1,
          </>
        )}{' '}
        is a test: it is checked and answered as a real one, nothing is sent to a receiver, and no lead is kept.
        {source?.test && ` Every lead of ${source.name} is a test now.`}
      </p>
    </Card>
  );
}
