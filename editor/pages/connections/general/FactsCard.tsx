// Facts for those who show calls and leads beside the system, as JSON: kept with the connection, never read when it is called.
import type { ReactElement } from 'react';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isObject } from '../../../../flows/language/json.ts';
import { JsonField } from '../../../kit/JsonField.tsx';
import { Card } from '../../../kit/Page.tsx';
import { type ConnectionPart, withKey } from '../connection-part.ts';

/** The card. */
export function FactsCard({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const set = (key: 'info' | 'iframe', value: unknown): void => {
    const facts = isObject(value) ? (value as JsonObject) : undefined;
    change(withKey(draft, key, facts));
  };
  return (
    <Card title="Info and iframe" about="JSON for whoever shows calls beside the system. Calls do not read it.">
      <div className="lf-columns">
        <JsonField
          label="Info"
          value={draft.info}
          onChange={(value) => set('info', value)}
          isReadOnly={isReadOnly}
          placeholder={'{"clickToCall": true}'}
        />
        <JsonField
          label="Iframe"
          value={draft.iframe}
          onChange={(value) => set('iframe', value)}
          isReadOnly={isReadOnly}
          placeholder={'{"width": 360}'}
        />
      </div>
    </Card>
  );
}
