// A body that left or came: as data where it can be read as data, laid out for reading, and as it came.
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { Notice, ProblemNotice } from '../kit/Notice.tsx';
import { Segmented } from '../kit/Switch.tsx';
import { useAnswerPreview } from '../kit/use-answer-preview.ts';
import { indentedMarkup, isXml, parsedBody } from './body.ts';

/** Longest body that is drawn at once, characters. */
const SHOWN = 20_000;

interface BodyViewProps {
  body: string;
  type: string;
}

/** JSON and forms are parsed here, XML by the server, as a step would read it; HTML is indented. */
export function BodyView({ body, type }: BodyViewProps): ReactElement {
  const data = parsedBody(body, type);
  const markup = data === undefined ? indentedMarkup(body.slice(0, SHOWN)) : undefined;
  const isData = data !== undefined || isXml(body, type);
  const ways = [
    ...(isData ? [{ id: 'data', label: 'Parsed' }] : []),
    ...(markup === undefined ? [] : [{ id: 'indented', label: 'Indented' }]),
    { id: 'raw', label: 'Raw' },
  ];
  const [wanted, setWanted] = useState(ways[0]?.id ?? 'raw');
  const shown = ways.some(({ id }) => id === wanted) ? wanted : 'raw';
  if (body === '') return <p className="lf-muted">No body.</p>;
  return (
    <div className="lf-stack lf-stack--tight">
      {ways.length > 1 && (
        <Segmented label="Show the body" hideLabel size="small" value={shown} onChange={setWanted} options={ways} />
      )}
      {shown === 'data' && data !== undefined && <JsonView value={data} label="Body" openLevels={4} />}
      {shown === 'data' && data === undefined && <XmlData body={body} />}
      {shown === 'indented' && <BodyText body={body} shown={markup ?? body} />}
      {shown === 'raw' && <BodyText body={body} shown={body.slice(0, SHOWN)} />}
    </div>
  );
}

/** The body read as XML by the server, with the same code that reads it in a run. */
function XmlData({ body }: { body: string }): ReactElement {
  const { preview, error } = useAnswerPreview(body, 'xml');
  if (error) return <ProblemNotice error={error} />;
  if (!preview) return <Loading lines={3} />;
  if (!preview.ok) return <Notice tone="warn" title={preview.says} />;
  return <JsonView value={preview.data} label="Body" openLevels={4} />;
}

/** Text, as it came or laid out; what is copied is always the body as it came. */
function BodyText({ body, shown }: { body: string; shown: string }): ReactElement {
  return (
    <div className="rn-raw">
      <CopyButton text={body} label="Copy body" />
      <pre>{shown}</pre>
      {body.length > SHOWN && (
        <p className="lf-muted lf-small">
          The first {SHOWN.toLocaleString('en')} characters of {body.length.toLocaleString('en')}; copy it for all of
          it.
        </p>
      )}
    </div>
  );
}
