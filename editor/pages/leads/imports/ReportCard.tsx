// What a file would do, before it does: how many leads it makes and changes, and every row that has a problem.
import type { ReactElement } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { fetchFile } from '../../../kit/download.ts';
import { Notice, ProblemNotice } from '../../../kit/Notice.tsx';
import { Card, Fact } from '../../../kit/Page.tsx';
import { type Column, Table } from '../../../kit/Table.tsx';
import { counted } from '../../../kit/time-words.ts';
import { fixedList } from '../../../kit/use-list.ts';
import type { LeadImport, LeadImportReport } from '../../../types.ts';
import { number } from './import-words.ts';
import { IMPORTS, useImportAct } from './use-lead-import.ts';

interface ReportCardProps {
  stand: LeadImport;
  report: LeadImportReport;
  /** Something was changed since the file was checked. */
  isStale: boolean;
  isReadOnly: boolean;
}

/** The report, and the button that imports. Nothing was kept while it is shown. */
export function ReportCard({ stand, report, isStale, isReadOnly }: ReportCardProps): ReactElement {
  const importing = useImportAct(stand.id, 'import');
  const { rows, created, updated, duplicates, doubles, unreadable, badEmails, onDnc, failed } = report;
  const does = created + updated;
  return (
    <Card
      title="What it would do"
      actions={
        !isReadOnly && (
          <Button
            kind="primary"
            isDisabled={isStale || does === 0}
            isPending={importing.isPending}
            onPress={() => importing.send()}
          >
            Import
          </Button>
        )
      }
    >
      <div className="lf-stack">
        <ProblemNotice error={importing.error} />
        <Notice
          tone={isStale || does === 0 || failed > 0 ? 'warn' : 'ok'}
          title={`${counted(created, 'lead')} would be created, and ${number(updated)} updated`}
        >
          {isStale ? 'Something was changed since. Check the file again.' : 'Nothing is kept before you press Import.'}
        </Notice>
        <dl className="lf-facts lf-facts--wide">
          <Fact label="Rows">{number(rows)}</Fact>
          <Fact label="Numbers that a lead has already">{number(duplicates)}</Fact>
          <Fact label="Numbers that came in an earlier line">{number(doubles)}</Fact>
          <Fact label="Numbers that cannot be read">{number(unreadable)}</Fact>
          <Fact label="E-mail addresses that are not valid">{number(badEmails)}</Fact>
          <Fact label="Numbers on DNC lists">{number(onDnc)}</Fact>
          <Fact label="Rows that cannot be mapped">{number(failed)}</Fact>
        </dl>
        {report.problemCount > 0 && <Problems id={stand.id} report={report} />}
      </div>
    </Card>
  );
}

type Problem = LeadImportReport['problems'][number];

function Problems({ id, report: { problems, problemCount } }: { id: string; report: LeadImportReport }): ReactElement {
  return (
    <>
      <div className="lf-row">
        <h3>{counted(problemCount, 'problem')}</h3>
        <Button size="small" icon="download" onPress={() => fetchFile(`${IMPORTS}/${id}/problems`)}>
          All of them as CSV
        </Button>
      </div>
      <Table
        label="Rows with a problem"
        columns={COLUMNS}
        list={fixedList(problems)}
        keyOf={(problem) => `${problem.line} ${problem.column} ${problem.says}`}
        empty={null}
      />
      {problemCount > problems.length && <p className="lf-muted">And {number(problemCount - problems.length)} more.</p>}
    </>
  );
}

const COLUMNS: readonly Column<Problem>[] = [
  { id: 'line', title: 'Line', align: 'end', isTight: true, cell: ({ line }) => number(line) },
  { id: 'column', title: 'Column', cell: ({ column }) => column || '–' },
  { id: 'says', title: 'Why', cell: ({ says }) => says },
];
