// The report of a dry run: nodes, what comes along, what is missing, what is there already, what is wrong.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { api, withQuery } from '../../api.ts';
import { Loading } from '../../kit/EmptyState.tsx';
import { Notice, ProblemNotice } from '../../kit/Notice.tsx';
import { Fact } from '../../kit/Page.tsx';
import { counted } from '../../kit/time-words.ts';
import type { FlowExport, ImportReport } from '../../types.ts';

/** Asks the server what importing `file` would do, and draws the answer. */
export function ImportSummary({ file }: { file: FlowExport }): ReactElement {
  const report = useQuery({
    queryKey: ['/api/flows/import', file],
    queryFn: () => api.post<ImportReport>(withQuery('/api/flows/import', { dryRun: true }), file),
  });
  if (report.error) return <ProblemNotice error={report.error} />;
  if (!report.data) return <Loading label="Looking at the file" />;
  const { nodes, missing, clashes, problems } = report.data;
  const things = [...named(file.connections, 'connection'), ...named(file.adaptors, 'adaptor')];
  const lacking = [
    ...missing.connections.map((slug) => ({ kind: 'connection', slug })),
    ...missing.adaptors.map((slug) => ({ kind: 'adaptor', slug })),
    ...missing.lists.map((slug) => ({ kind: 'list', slug })),
  ];
  return (
    <div className="lf-stack">
      <dl className="lf-facts">
        <Fact label="Flow">{counted(nodes, 'node')}, as a draft that takes no leads yet</Fact>
        <Fact label="Comes along">{wordsFor(things.filter(({ slug }) => !clashes.includes(slug)))}</Fact>
        <Fact label="Kept as it is here">{wordsFor(things.filter(({ slug }) => clashes.includes(slug)))}</Fact>
        <Fact label="Missing here">{wordsFor(lacking)}</Fact>
      </dl>
      {lacking.length > 0 && (
        <Notice tone="warn" title="Something that the flow names is missing">
          Import it all the same and make what is missing afterwards, or choose others in the flow.
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice tone="warn" title={`${counted(problems.length, 'problem')} to mend before it can be published`}>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.node ?? ''} ${problem.field ?? ''} ${problem.says}`}>
                {problem.node && <code>{problem.node}</code>} {problem.says}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

interface Thing {
  kind: string;
  slug: string;
}

function named(documents: Record<string, unknown>, kind: string): Thing[] {
  return Object.keys(documents).map((slug) => ({ kind, slug }));
}

function wordsFor(things: readonly Thing[]): ReactNode {
  if (things.length === 0) return <span className="lf-muted">Nothing</span>;
  return things.map(({ kind, slug }) => `${kind} ${slug}`).join(', ');
}
