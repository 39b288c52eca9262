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
  const lacking = [
    ...missing.connections.map((slug) => `connection ${slug}`),
    ...missing.adaptors.map((slug) => `adaptor ${slug}`),
    ...missing.lists.map((slug) => `list ${slug}`),
  ];
  return (
    <div className="lf-stack">
      <dl className="lf-facts">
        <Fact label="Flow">{counted(nodes, 'node')}, as a draft that takes no leads yet</Fact>
        <Fact label="Comes along">
          {wordsFor([...slugs(file.connections, 'connection'), ...slugs(file.adaptors, 'adaptor')])}
        </Fact>
        <Fact label="Kept as it is here">{wordsFor(clashes)}</Fact>
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

function slugs(things: Record<string, unknown>, kind: string): string[] {
  return Object.keys(things).map((slug) => `${kind} ${slug}`);
}

function wordsFor(things: readonly string[]): ReactNode {
  return things.length === 0 ? <span className="lf-muted">Nothing</span> : things.join(', ');
}
