// The object that the rows make together on the sample: as JSON, as a form, and the rows as one script.
import { type ReactElement, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { AdaptorDocument } from '../../../flows/language/document.ts';
import { queryText } from '../../../flows/language/query-text.ts';
import { Badge } from '../../kit/Badge.tsx';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Card } from '../../kit/Page.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { counted } from '../../kit/time-words.ts';
import type { UsedEndpoint } from './endpoint-uses.ts';
import { isAsMade, type Sample } from './samples.ts';
import { scriptOf } from './script.ts';
import type { LivePreview } from './use-preview.ts';

interface PayloadCardProps {
  document: AdaptorDocument;
  preview: LivePreview;
  sample: Sample | undefined;
  /** Those that send it. */
  endpoints: readonly UsedEndpoint[];
}

/** What the receiver would get; the endpoint's constants come on top. */
export function PayloadCard({ document, preview, sample, endpoints }: PayloadCardProps): ReactElement {
  const { object, problems, fault } = preview;
  const script = useMemo(() => scriptOf(document), [document]);
  const [chosen, setChosen] = useState<string>();
  const [first] = endpoints;
  const tabs = [
    { id: 'json', label: 'JSON', content: <CodeBlock label="As JSON" text={JSON.stringify(object, null, 2)} /> },
    { id: 'form', label: 'Form', content: <CodeBlock label="As a form or query" text={queryText(object)} /> },
    {
      id: 'script',
      label: 'Script',
      content: (
        <div className="lf-stack lf-mapping__script">
          <p className="lf-muted lf-small">All rows as one JSONata object: to read and copy. The rows are what runs.</p>
          <CodeBlock label="JSONata" text={script} />
        </div>
      ),
    },
  ];
  return (
    <Card title="Generated data" about="What is sent, before the endpoint adds its constants.">
      <div className="lf-stack">
        {fault && <Notice tone="err" title={fault} />}
        <span>
          {problems > 0 ? (
            <Badge tone="err">{`${counted(problems, 'row')} would stop the lead`}</Badge>
          ) : sample ? (
            <Badge tone="ok">Complete</Badge>
          ) : (
            <Badge tone="skip">No sample yet</Badge>
          )}
        </span>
        {sample?.made !== undefined && <AsMade isSame={problems === 0 && isAsMade(sample, object)} />}
        {endpoints.map((each) => (
          <SentAs key={`${each.to} ${each.endpoint}`} endpoint={each} />
        ))}
        <Tabs
          label="Generated data"
          tabs={tabs}
          selected={chosen ?? (first && isFormLike(first) ? 'form' : 'json')}
          onSelect={setChosen}
        />
      </div>
    </Card>
  );
}

const SENT_AS = {
  json: 'as JSON',
  form: 'as a form',
  query: 'in the query',
  raw: 'as text of its own template',
  xml: 'as XML',
  soap: 'in a SOAP envelope',
  multipart: 'as a multipart form',
};

/** How one endpoint sends it; what is not drawn here, the test of its connection shows. */
function SentAs({ endpoint }: { endpoint: UsedEndpoint }): ReactElement {
  const { label, to, document } = endpoint;
  const send = document.method === 'GET' ? 'query' : (document.send ?? 'json');
  const isDrawn = send === 'json' || send === 'form' || send === 'query';
  return (
    <p className="lf-small">
      <Link to={to}>{label}</Link> {`sends it ${SENT_AS[send]}.`}
      {!isDrawn && ' The Test tab there shows the whole body.'}
    </p>
  );
}

function isFormLike({ document }: UsedEndpoint): boolean {
  return document.method === 'GET' || document.send === 'form' || document.send === 'query';
}

/** Whether the run of the sample made the same: it kept the adaptor it began with. */
function AsMade({ isSame }: { isSame: boolean }): ReactElement {
  return (
    <p className="lf-muted lf-small">
      {isSame ? 'The same as the run made.' : 'Not what the run made: the rows, or the adaptor, were changed since.'}
    </p>
  );
}
