// What a client of the lead API sends and is told: for whoever moves one here from Convoso.
import type { ReactElement, ReactNode } from 'react';
import { API_CODES, API_PARAMETERS, type ApiParameter } from '../../../../flows/language/lead-api-parameters.ts';
import { Badge, type Tone } from '../../../kit/Badge.tsx';
import { CodeBlock } from '../../../kit/CodeBlock.tsx';
import { Card } from '../../../kit/Page.tsx';
import type { AccountSettings } from '../../../types.ts';
import { apiLine } from '../../sources/source-curl.ts';

const EFFECTS: Readonly<Record<ApiParameter['effect'], { word: string; tone: Tone }>> = {
  required: { word: 'Required', tone: 'accent' },
  counts: { word: 'Counts', tone: 'ok' },
  none: { word: 'No effect', tone: 'skip' },
};

/** Address, parameters and codes. */
export function ClientGuide({ settings }: { settings: AccountSettings }): ReactElement {
  const { required = [] } = settings;
  const own = required.map((name): ApiParameter => ({ name, effect: 'required', says: 'As set above.' }));
  return (
    <Card
      title="What a client sends, and what it is told"
      about="A client of Convoso works as it is, with this host and the key of a source. Form, query and JSON are read; every other parameter is a field of the lead."
    >
      <details>
        <summary>Parameters, codes and an example</summary>
        <div className="lf-stack">
          <CodeBlock label="A lead, for the terminal" text={apiLine(window.location.origin, 'YOUR-KEY')} />
          <dl className="lf-facts">
            {[...API_PARAMETERS.slice(0, 3), ...own, ...API_PARAMETERS.slice(3)].map(({ name, effect, says }) => (
              <Line key={name} label={<Badge tone={EFFECTS[effect].tone}>{EFFECTS[effect].word}</Badge>}>
                <code>{name}</code>: {says}
              </Line>
            ))}
          </dl>
          <p>
            Success: <code>{'{"success": true, "data": {"lead_id": "…"}}'}</code>. Refused, with HTTP 200:{' '}
            <code>{'{"success": false, "code": 6009, "text": "…"}'}</code>.
          </p>
          <dl className="lf-facts">
            {API_CODES.map(({ code, says }) => (
              <Line key={code} label={<code>{code}</code>}>
                {says}
              </Line>
            ))}
          </dl>
        </div>
      </details>
    </Card>
  );
}

function Line({ label, children }: { label: ReactNode; children: ReactNode }): ReactElement {
  return (
    <div className="lf-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
