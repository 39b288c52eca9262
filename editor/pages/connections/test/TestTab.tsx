// The tab Test of a connection: one lead, one endpoint, the request as it leaves, and what came back.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isSame } from '../../../../flows/language/json.ts';
import type { ConnectionDocument, EndpointDocument } from '../../../../flows/language/receivers.ts';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState, Loaded, Loading } from '../../../kit/EmptyState.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { Select } from '../../../kit/Select.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';
import { useCanEdit } from '../../../shell/session.ts';
import type { ConnectionDetail, EndpointTest, ExchangeDetail } from '../../../types.ts';
import { EgressNote } from './EgressNote.tsx';
import { keepLead, keptLead, leadOf } from './test-lead.ts';
import './test.css';

const TestResult = lazy(() => import('./TestResult.tsx').then((file) => ({ default: file.TestResult })));

interface TestTabProps {
  slug: string;
  /** The endpoint to begin with; the first that posts where absent. */
  endpoint?: string;
  /** The connection as it is being edited; as saved where absent. */
  draft?: ConnectionDocument;
  /** Where the log is: another tab of the same page. */
  logs?: string;
}

/** The tab. */
export function TestTab({ slug, ...more }: TestTabProps): ReactElement {
  const connection = useQuery({
    queryKey: ['/api/connections', slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${slug}`),
  });
  return <Loaded query={connection}>{(detail) => <Tester key={slug} detail={detail} {...more} />}</Loaded>;
}

interface TesterProps extends Omit<TestTabProps, 'slug'> {
  detail: ConnectionDetail;
}

interface Order {
  endpoint: string;
  lead: JsonObject;
  dryRun: boolean;
}

function Tester({ detail, endpoint, draft: shown, logs }: TesterProps): ReactElement {
  const { slug, effective } = detail;
  const draft = shown && !isSame(shown, detail.document) ? shown : undefined;
  const endpoints = { ...effective.endpoints, ...draft?.endpoints };
  const canEdit = useCanEdit();
  const [chosen, setChosen] = useState(endpoint ?? firstOf(endpoints));
  const [text, setText] = useState(() => keptLead(slug));
  const [done, setDone] = useState<{ endpoint: string; test: EndpointTest }>();
  const lead = leadOf(text);
  const { send, isPending, error } = useSend((order: Order) => testOf(slug, order, draft), {
    onDone: (test, order) => setDone({ endpoint: order.endpoint, test }),
    onFailed: () => setDone(undefined),
    refresh: [`/api/connections/${slug}/exchanges`],
  });
  const start = (dryRun: boolean): void => {
    if (typeof lead === 'string') return;
    keepLead(slug, text);
    send({ endpoint: chosen, lead, dryRun });
  };
  if (chosen === '')
    return (
      <EmptyState icon="send" title="There is no endpoint to test">
        Add one on the tab Endpoints.
      </EmptyState>
    );
  return (
    <div className="lf-split">
      <div className="lf-stack">
        <TestForm
          {...{ endpoints, chosen, setChosen, text, setText, isPending, canEdit, start }}
          fault={typeof lead === 'string' ? lead : undefined}
          host={draft?.host ?? effective.host}
          isDraft={draft !== undefined}
        />
        <ProblemNotice error={error} />
        {done && (
          <Suspense fallback={<Loading lines={6} />}>
            <TestResult
              key={`${done.test.id} ${done.test.ms}`}
              slug={slug}
              {...done}
              logs={logs ?? `/connections/${slug}/logs`}
              onSwitched={() =>
                void readAgain(slug, done.test).then(
                  (test) => setDone({ ...done, test }),
                  () => undefined,
                )
              }
            />
          </Suspense>
        )}
      </div>
      <EgressNote />
    </div>
  );
}

interface TestFormProps {
  endpoints: Readonly<Record<string, EndpointDocument>>;
  chosen: string;
  setChosen: (slug: string) => void;
  text: string;
  setText: (text: string) => void;
  fault: string | undefined;
  host: string;
  isDraft: boolean;
  isPending: boolean;
  canEdit: boolean;
  start: (dryRun: boolean) => void;
}

function TestForm(form: TestFormProps): ReactElement {
  const { endpoints, chosen, fault, isPending, canEdit, host } = form;
  const isReady = canEdit && fault === undefined;
  return (
    <Card title="Test" about={`The request really goes to ${host}, marked with a test key of its own.`}>
      <div className="lf-stack">
        <Select
          label="Endpoint"
          value={chosen}
          onChange={form.setChosen}
          options={Object.entries(endpoints).map(([id, { name, method, path }]) => ({
            id,
            label: name,
            hint: `${method} ${path}`,
          }))}
        />
        <TextField
          label="Sample lead"
          description={sentOf(endpoints[chosen])}
          value={form.text}
          onChange={form.setText}
          rows={10}
          isMono
          error={fault}
        />
        <div className="lf-row">
          <Button
            kind="primary"
            icon="send"
            isPending={isPending}
            isDisabled={!isReady}
            onPress={() => form.start(false)}
          >
            Send the test
          </Button>
          <Button icon="eye" isDisabled={!isReady || isPending} onPress={() => form.start(true)}>
            Only show the request
          </Button>
        </div>
        {form.isDraft && <p className="lf-muted">What is on screen is tested, though it is not saved yet.</p>}
        {!canEdit && <p className="lf-muted">Only an admin can test a connection.</p>}
      </div>
    </Card>
  );
}

function sentOf(endpoint: EndpointDocument | undefined): string {
  if (endpoint?.adaptor !== undefined) return `As JSON. The adaptor ${endpoint.adaptor} makes what is sent of it.`;
  if (endpoint?.type === 'auth') return 'An Auth endpoint is sent its parameters alone, and nothing of the lead.';
  return 'The endpoint has no adaptor: the lead itself is sent.';
}

/** The answer that came, read as the endpoint says now; nothing is sent once more. */
async function readAgain(slug: string, test: EndpointTest): Promise<EndpointTest> {
  const { found } = await api.get<ExchangeDetail>(`/api/connections/${slug}/exchanges/${test.id}`);
  return { ...test, found };
}

function testOf(slug: string, { endpoint, lead, dryRun }: Order, draft: ConnectionDocument | undefined) {
  const path = `/api/connections/${slug}/endpoints/${endpoint}/test`;
  return api.post<EndpointTest>(path, { lead, dryRun, ...(draft ? { document: draft } : {}) });
}

/** The one that takes leads, as a person would begin with. */
function firstOf(endpoints: Readonly<Record<string, EndpointDocument>>): string {
  const all = Object.entries(endpoints);
  const first = all.find(([, { type, method }]) => (type ?? (method === 'GET' ? '' : 'post-data')) === 'post-data');
  return (first ?? all[0])?.[0] ?? '';
}
