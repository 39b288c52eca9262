// The request that the form comes to, as it will be sent, secrets hidden.
import type { ReactElement } from 'react';
import { Card } from '../../../kit/Page.tsx';
import type { ConnectForm } from './connect-form.ts';
import { requestLines } from './request-lines.ts';

/** The card beside the form. */
export function RequestPreview({ form, targets }: { form: ConnectForm; targets: readonly string[] }): ReactElement {
  return (
    <Card title="As it will be sent" about="Secrets are hidden here, in the logs and in every copy.">
      <pre className="lf-connect__lines" data-preview="">
        {requestLines(form, targets).join('\n')}
      </pre>
    </Card>
  );
}
