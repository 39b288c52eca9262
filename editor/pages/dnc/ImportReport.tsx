// What a file would do to a DNC list, before it does: numbers that are new, known, double, and lines that cannot be read.
import type { ReactElement } from 'react';
import { Notice } from '../../kit/Notice.tsx';
import { Fact } from '../../kit/Page.tsx';
import { counted } from '../../kit/time-words.ts';
import type { DncReport } from '../../types.ts';

interface ReportProps {
  report: DncReport;
  /** The reason that was given for the file; it goes before the one that its rows say. */
  given: string;
}

/** The report. Nothing has been changed while it is shown. */
export function ImportReport({ report, given }: ReportProps): ReactElement {
  const { added, removed, known, absent, doubles, both, unreadable, before, after, marked } = report;
  const { unused, moreNumbers, reason } = report;
  const kept = given || reason;
  const number = (value: number): string => value.toLocaleString('en');
  return (
    <div className="lf-stack">
      <Notice tone={unreadable > 0 ? 'warn' : 'ok'} title={`The list would hold ${counted(after, 'imported number')}`}>
        Now it holds {number(before)}. Nothing is changed before you press Import.
      </Notice>
      <dl className="lf-facts">
        <Fact label="Lines with a number">
          {number(report.read)} of {number(report.lines)}, in column {report.column}
        </Fact>
        <Fact label="New">{number(added)}</Fact>
        <Fact label="On the list already">{number(known)}</Fact>
        <Fact label="Taken off">{number(removed)}</Fact>
        {absent > 0 && <Fact label="To be taken off, but not on the list">{number(absent)}</Fact>}
        <Fact label="Double in the file">{number(doubles)}</Fact>
        {both > 0 && <Fact label="Both added and deleted: they stay">{number(both)}</Fact>}
        <Fact label="Lines that cannot be read">{number(unreadable)}</Fact>
        {kept !== '' && <Fact label="Reason of its numbers">{kept}</Fact>}
      </dl>
      {marked.delete > 0 && removed === 0 && (
        <Notice tone="warn" title={`${counted(marked.delete, 'line')} say D, as a change file does`}>
          Cancel and choose “It is a change file”, unless they are meant to be added.
        </Notice>
      )}
      {moreNumbers.length > 0 && (
        <Notice tone="warn" title={`More numbers stand in ${moreNumbers.join(', ')}`}>
          They are not imported: one column of a file is. Import a file of each column.
        </Notice>
      )}
      {unused.length > 0 && (
        <Notice tone="run" title={`Nothing is kept of ${unused.join(', ')}`}>
          All numbers of a file have the one reason that you give for it.
        </Notice>
      )}
      {unreadable > 0 && (
        <>
          <h3>Lines that cannot be read</h3>
          <ul className="lf-list lf-small">
            {report.examples.map(({ line, text }) => (
              <li key={line}>
                Line {number(line)}: <code>{text}</code>
              </li>
            ))}
            {unreadable > report.examples.length && <li>And {number(unreadable - report.examples.length)} more.</li>}
          </ul>
        </>
      )}
    </div>
  );
}
